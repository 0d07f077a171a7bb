# frozen_string_literal: true

require "date"
require "time"

module OpenAI
  # Stands for an argument that is not given: it is not sent at all, unlike nil.
  OMIT = Object.new.tap do |omit|
    def omit.inspect
      "OMIT"
    end
  end.freeze

  module Internal
    # Values as they travel: hashes with string keys, arrays, strings in UTF-8, numbers,
    # booleans and nil.
    module Wire
      # What stands for text that no UTF-8 can say; half of a surrogate pair.
      UNSAYABLE = "\xED\xA0\x80"
      NOTHING = {}.freeze
      LONGEST_SHOWN = 200
      private_constant :LONGEST_SHOWN

      module_function

      # A value as it travels. Of keys that are equal as text the last one counts, as in
      # JSON; what is {OMIT} is left out.
      #
      # @param value [Object]
      # @yield [leaf] what no JSON can say, a file for example
      # @yieldreturn [Object] what stands for it
      # @return [Object] deeply frozen
      # @raise [Errors::InvalidArgumentError] for what cannot travel
      def plain(value, depth = 0, &block)
        case value
        when String then text(value)
        when Symbol then text(value.name)
        when nil, true, false, Integer, Float then value
        when Hash then object(value, depth, &block)
        when Array then list(value, depth, &block)
        when BaseModel then block_given? ? object(value.to_wire, depth, &block) : value.to_wire
        else other(value, &block)
        end
      end

      # @param value [Object]
      # @return [Boolean] whether a value travels as it is
      def plain?(value)
        case value
        when String then utf8?(value)
        when nil, true, false, Integer, Float then true
        when Hash then value.all? { |key, item| key.is_a?(String) && utf8?(key) && plain?(item) }
        when Array then value.all? { |item| plain?(item) }
        else false
        end
      end

      # @param value [String]
      # @return [String] in UTF-8 and frozen
      def text(value)
        case value.encoding
        when Encoding::UTF_8, Encoding::US_ASCII then value.frozen? ? value : value.dup.freeze
        when Encoding::BINARY then value.dup.force_encoding(Encoding::UTF_8).freeze
        else value.encode(Encoding::UTF_8).freeze
        end
      rescue EncodingError
        UNSAYABLE
      end

      # A key or a value as a symbol, or as the text that it is where it is not UTF-8.
      #
      # @param text [String]
      # @return [Symbol, String]
      def symbol(text)
        text.valid_encoding? ? text.to_sym : text
      end

      # What people read: keys are symbols.
      #
      # @param value [Object] as it travels
      # @return [Object]
      def symbolized(value)
        case value
        when Hash then value.to_h { |key, item| [symbol(key), symbolized(item)] }
        when Array then value.map { |item| symbolized(item) }
        else value
        end
      end

      # @param value [Object]
      # @return [String] for people; long texts are cut
      def shown(value)
        return value.inspect unless value.is_a?(String) && value.length > LONGEST_SHOWN

        "#{value[0, 40].inspect}...(#{value.length} characters)"
      end

      # @param time [Time, Date]
      # @return [String] by RFC 3339
      def moment(time)
        return time.iso8601 if time.is_a?(Date) && !time.is_a?(DateTime)

        whole = time.to_time
        digits = whole.subsec.zero? ? 0 : [3, 6, 9].find { |n| (whole.subsec * (10**n)).denominator == 1 } || 9
        whole.iso8601(digits)
      end

      def utf8?(text)
        text.encoding == Encoding::UTF_8 || text.encoding == Encoding::US_ASCII
      end
      private_class_method :utf8?

      def object(value, depth, &block)
        deeper(depth)
        value.each_with_object({}) do |(key, item), found|
          found[text(key.to_s)] = plain(item, depth + 1, &block) unless OMIT.equal?(item)
        end.freeze
      end
      private_class_method :object

      def list(value, depth, &block)
        deeper(depth)
        value.map { |item| plain(item, depth + 1, &block) }.freeze
      end
      private_class_method :list

      def deeper(depth)
        return if depth < JsonText::MAX_NESTING

        raise Errors::InvalidArgumentError, "a value is nested too deeply"
      end
      private_class_method :deeper

      def other(value)
        return value.to_f if value.is_a?(Numeric) && value.real?
        return moment(value) if value.is_a?(Time) || value.is_a?(Date)
        return yield(value) if block_given?

        raise Errors::InvalidArgumentError, "#{value.class} is no JSON value"
      end
      private_class_method :other
    end
  end
end
