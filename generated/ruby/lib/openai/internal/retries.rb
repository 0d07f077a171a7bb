# frozen_string_literal: true

require "time"

module OpenAI
  module Internal
    # When a request is tried again, and after how long.
    module Retries
      # Seconds; a server that orders a longer wait is not waited for so long.
      LONGEST_ORDERED = 60.0

      module_function

      # Timeouts (408), locks (409), rate limits (429) and failures of the server (500 and
      # above) pass; `x-should-retry` is the server's own word on it.
      #
      # @param status [Integer]
      # @param headers [Hash{String => String}]
      # @return [String, nil] why an answer is worth another try
      def reason(status, headers)
        ordered = headers["x-should-retry"]
        return "x-should-retry" if ordered == "true"
        return if ordered == "false"

        "status #{status}" if [408, 409, 429].include?(status) || status >= 500
      end

      # What the server orders, if it is reasonable; else 0.5 s, doubled with each of the
      # `retries` so far up to 8 s, less up to a quarter by chance.
      #
      # @param retries [Integer]
      # @param headers [Hash{String => String}]
      # @param now [Float] in Unix seconds
      # @param random [Float] from 0 to 1
      # @return [Float] seconds until the next try
      def wait(retries, headers, now, random)
        ordered = ordered(headers, now)
        return ordered if (ordered || 0).positive? && ordered <= LONGEST_ORDERED

        [0.5 * (2.0**[retries, 10].min), 8.0].min * (1 - (0.25 * random))
      end

      # `retry-after-ms`, or `retry-after` in seconds or as a date (RFC 9110, 10.2.3).
      def ordered(headers, now)
        milliseconds = number(headers["retry-after-ms"])
        return milliseconds / 1000 if milliseconds

        after = headers["retry-after"]
        number(after) || (after && (Time.httpdate(after).to_f - now))
      rescue ArgumentError
        nil
      end
      private_class_method :ordered

      def number(text)
        found = Float(text, exception: false) if text
        found if found&.finite?
      end
      private_class_method :number
    end
  end
end
