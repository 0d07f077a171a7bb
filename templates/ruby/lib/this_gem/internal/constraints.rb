# frozen_string_literal: true

module ThisGem
  module Internal
    # What the generated validators share: tests that need more than a line.
    module Constraints
      # The largest integer that every JSON reader keeps exact (RFC 8259, section 6).
      MAX_INTEGER = (2**53) - 1
      # Stands in for a value whose structure is wrong: nothing more is said about it.
      INVALID = Object.new.freeze

      module_function

      # @param path [String]
      # @param key [String, Integer]
      # @return [String] a JSON Pointer (RFC 6901), one key longer
      def step(path, key)
        "#{path}/#{escaped(key)}"
      end

      # @return [String] a key as one step of a JSON Pointer
      def escaped(key)
        text = key.to_s
        return text unless text.b.match?(%r{[~/]}n)

        text.b.gsub("~", "~0").gsub("/", "~1").force_encoding(Encoding::UTF_8)
      end

      # @return [Boolean] whether a value is a finite JSON number
      def number?(value)
        case value
        when Integer then value.to_f.finite?
        when Float then value.finite?
        else false
        end
      end

      # @return [Boolean] whether a value is a JSON integer that is kept exact; 1.0 is one
      def integer?(value)
        case value
        when Integer then value.abs <= MAX_INTEGER
        when Float then value.finite? && value == value.floor && value.abs <= MAX_INTEGER
        else false
        end
      end

      # Equality as JSON defines it: numbers are compared as doubles; the order of keys is
      # nothing.
      def same?(one, other)
        case one
        when Numeric then other.is_a?(Numeric) && one.to_f == other.to_f
        when Array then other.is_a?(Array) && one.size == other.size && one.zip(other).all? { |a, b| same?(a, b) }
        when Hash
          other.is_a?(Hash) && one.size == other.size &&
            one.all? { |key, item| other.key?(key) && same?(item, other[key]) }
        else one == other
        end
      end

      # @return [Boolean] whether a value equals one of some, as JSON
      def one_of?(value, known)
        known.any? { |other| same?(value, other) }
      end

      # @return [Boolean] whether two items of a list are equal, as JSON
      def twins?(items)
        seen = {}
        items.any? { |item| !seen.store(comparable(item), seen.key?(comparable(item)) ? false : true) }
      end

      # A value that `eql?` compares as JSON does.
      def comparable(value)
        case value
        when Numeric then value.to_f + 0.0
        when Array then value.map { |item| comparable(item) }
        when Hash then value.transform_values { |item| comparable(item) }
        else value
        end
      end
    end
  end
end
