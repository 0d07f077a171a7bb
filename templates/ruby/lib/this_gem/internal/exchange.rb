# frozen_string_literal: true

require "uri"

module ThisGem
  module Internal
    # A call: how its request is built from secrets, and how its answer is taken.
    #
    # `unread` leaves the body of a success to the caller, as for `events`: an answer that
    # comes item by item, in one of these media types. `private_headers` are those that no
    # other server may see.
    Call = Struct.new(
      :http_method, :url, :request, :secrets, :unread, :events, :max_retries, :private_headers, keyword_init: true
    )

    # A success, after `retries` other tries; `hidden` are texts that nobody may see.
    Answer = Struct.new(:reply, :retries, :hidden, :url)

    # Sends a request until it is answered.
    class Exchange
      # Bytes of a failure that are read.
      MOST_SAID = 2**20
      # Characters of it that a message shows.
      MOST_SHOWN = 5000
      MOST_REDIRECTS = 20
      # Shorter texts are no secrets, and would be masked everywhere.
      SHORTEST_SECRET = 4
      REDIRECTS = [301, 302, 303, 307, 308].freeze
      private_constant :MOST_SAID, :MOST_SHOWN, :MOST_REDIRECTS, :SHORTEST_SECRET, :REDIRECTS

      # @param call [Call]
      # @param transport [Transport]
      # @param facts [Facts]
      # @param clock [Clock]
      # @param log [Log]
      def initialize(call, transport, facts, clock, log)
        @call = call
        @transport = transport
        @facts = facts
        @clock = clock
        @log = log
      end

      # @return [Answer]
      # @raise [Errors::APIError]
      def answer
        retries = 0
        loop do
          found = attempt(retries, @call.secrets.transform_values { |secret| asked(secret) })
          return found if found.is_a?(Answer)

          headers, why = found
          seconds = Retries.wait(retries, headers, @clock.now, @clock.random)
          retries += 1
          @log.info { "retry #{retries} of #{shown} after #{why}, in #{seconds.round(2)} s" }
          @clock.sleep(seconds)
        end
      end

      private

      # An answer, or headers and a reason to try again.
      def attempt(retries, secrets)
        @hidden = hidden(secrets)
        started = @clock.now
        reply = followed(@call.request.call(secrets))
        told(reply, @clock.now - started)
        return Answer.new(expected(reply), retries, @hidden, @call.url) if reply.success?

        why = Retries.reason(reply.status, reply.headers)
        raise status_error(reply) if why.nil? || retries >= @call.max_retries

        [reply.headers, why]
      rescue *Transport::FAILURES => e
        @log.debug { "#{shown}: #{e.class}" }
        raise Failures.of(e, @call.url) if retries >= @call.max_retries

        [{}, e.class.name]
      rescue Zlib::Error => e
        raise Failures.of(e, @call.url)
      end

      def asked(secret)
        secret.respond_to?(:call) ? secret.call.to_s : secret
      end

      # Sends a request, and where it is redirected to; secrets stay at home.
      def followed(request)
        home = request.uri
        (MOST_REDIRECTS + 1).times do
          reply = @transport.call(request, unread: @call.unread, limit: MOST_SAID)
          location = reply.headers["location"]
          return reply unless REDIRECTS.include?(reply.status) && location

          request = redirected(request, reply, location, home)
        end
        raise Errors::APIConnectionError.new("Too many redirects.", url: @call.url)
      end

      def redirected(request, reply, location, home)
        uri = URI.join(request.uri, location)
        raise Errors::APIConnectionError.new("A redirect leads nowhere.", url: @call.url) unless uri.is_a?(URI::HTTP) &&
                                                                                                 uri.host

        found = request.dup
        found.uri = uri
        found.headers = found.headers.except(*@call.private_headers) unless home?(home, uri)
        return found unless becomes_get?(reply.status, request.http_method)

        found.http_method = "GET"
        found.body = nil
        found.headers = found.headers.except("content-type")
        found
      rescue URI::Error
        raise Errors::APIConnectionError.new("A redirect leads nowhere.", url: @call.url)
      end

      def becomes_get?(status, method)
        return method != "HEAD" if [302, 303].include?(status)

        status == 301 && method == "POST"
      end

      # Whether two URLs lead to one server; one that takes up encryption is still the same.
      def home?(one, other)
        return false unless one.hostname.casecmp?(other.hostname)

        same = one.scheme == other.scheme && one.port == other.port
        same || (one.scheme == "http" && one.port == 80 && other.scheme == "https" && other.port == 443)
      end

      def expected(reply)
        return reply if @call.events.empty? || ["", *@call.events].include?(reply.media)

        said = said(reply)
        reply.close
        raise Errors::APIResponseValidationError.new(
          "Asked for an event stream; the answer is #{reply.media}.", **facts_of(reply, said)
        )
      end

      def status_error(reply)
        said = said(reply)
        message = "Error code: #{reply.status}"
        message = said.is_a?(String) && !said.empty? ? said : "#{message} - #{said.inspect}" unless said == ""
        Errors::APIStatusError.for(reply.status).new(
          message[0, MOST_SHOWN], **facts_of(reply, Failures.inside(said, @facts.envelope))
        )
      end

      def facts_of(reply, body)
        {
          url: @call.url, status: reply.status, headers: reply.headers, body:,
          request_id: @facts.id_in(reply.headers)
        }
      end

      # What the API says: JSON if it is that, else text; never with the key in it.
      def said(reply)
        body = begin
          reply.read(MOST_SAID)
        rescue *Transport::FAILURES, Zlib::Error
          ""
        end
        Failures.said(body, @hidden)
      end

      # Secrets, and what is made of them.
      def hidden(secrets)
        pairs = secrets.values.compact
        pairs << [pairs.join(":")].pack("m0") if pairs.size == 2
        pairs.select { |text| text.length >= SHORTEST_SECRET }
      end

      def told(reply, seconds)
        @log.debug do
          id = (@facts.id_in(reply.headers) || "-").gsub(/[^ -~]/, "?")
          "#{shown}: status #{reply.status}, request id #{id}, #{seconds.round(3)} s"
        end
      end

      def shown
        "#{@call.http_method} #{URI.parse(@call.url).path}"
      end
    end

    # Failures as errors of this library.
    module Failures
      module_function

      # @param error [Exception]
      # @param url [String]
      # @return [Errors::APIError]
      def of(error, url)
        case error
        when *Transport::TIMEOUTS then Errors::APITimeoutError.new(url:)
        when Zlib::Error
          message = "The body cannot be read: its content-encoding is broken."
          Errors::APIResponseValidationError.new(message, url:)
        else Errors::APIConnectionError.new(url:)
        end
      end

      # @param body [String]
      # @param hidden [Array<String>]
      # @return [Object] JSON with symbols for keys, or text, without what is hidden
      def said(body, hidden)
        masked(Wire.symbolized(JsonText.parse(body)), hidden)
      rescue JSON::ParserError
        masked(body.dup.force_encoding(Encoding::UTF_8).scrub.strip, hidden)
      end

      # @return [Object] a value with what is hidden out of its texts
      def masked(value, hidden)
        case value
        when String then hidden.reduce(value) { |text, secret| text.gsub(secret, "[key]") }
        when Symbol then masked(value.name, hidden).to_sym
        when Array then value.map { |item| masked(item, hidden) }
        when Hash then value.to_h { |key, item| [masked(key, hidden), masked(item, hidden)] }
        else value
        end
      end

      # @return [Object, nil] what is inside the error envelope, if there is one
      def inside(said, envelope)
        return if said == ""

        envelope && said.is_a?(Hash) ? said.fetch(envelope.to_sym, said) : said
      end
    end
  end
end
