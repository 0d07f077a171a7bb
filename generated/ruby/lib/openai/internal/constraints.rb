# frozen_string_literal: true

module OpenAI
  module Internal
    # What the generated validators share: tests that need more than a line.
    module Constraints
      # The largest integer that every JSON reader keeps exact (RFC 8259, section 6).
      MAX_INTEGER = (2**53) - 1
      # The largest integer that a double comes near to.
      LARGEST = Float::MAX.to_i
      # Stands in for a value whose structure is wrong: nothing more is said about it.
      INVALID = Object.new.freeze
      # Stands in for a null that is assumed.
      NULL = Object.new.freeze

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

      # A violation at its place in the whole value.
      #
      # @return [Violation]
      def moved(violation, path, prefix)
        Violation.new(prefix + violation.rule, path, violation.message, violation.severity, violation.source)
      end

      # A violation whose message says how long the value is.
      #
      # @return [Violation]
      def measured(violation, length)
        message = "#{violation.message} (has #{length})"
        Violation.new(violation.rule, violation.path, message, violation.severity, violation.source)
      end

      # A field as rules see it: its value; nil if it is absent or null, {INVALID} if its
      # structure is wrong, or that of an object around it.
      #
      # @param value [Hash]
      # @param path [String]
      # @param invalid [Hash{String => Boolean}]
      # @param key [String]
      # @param below [Array<String>] further keys on the way
      def sent(value, path, invalid, key, *below)
        unless invalid.empty?
          path = step(path, key)
          return INVALID if invalid.key?(path)
        end
        found = value[key]
        return found if below.empty? || !found.is_a?(Hash)

        sent(found, path, invalid, *below)
      end

      # @return [Boolean] whether a field was surely sent
      def sent?(value)
        !value.nil? && !INVALID.equal?(value)
      end

      # Whether it is known which value a field has; a symbol is some value of a family.
      def known?(value)
        !(value.nil? || INVALID.equal?(value) || value.is_a?(Symbol))
      end

      # @return [Integer] how many fields were surely sent
      def surely_sent(*values)
        values.count { |value| sent?(value) }
      end

      # @return [Integer] how many fields were sent, if invalid ones count
      def maybe_sent(*values)
        values.count { |value| !value.nil? }
      end

      # @return [Boolean] whether a value is a string of a form
      def form?(form, value)
        value.is_a?(String) && form.match?(value)
      end

      # @return [Array<Integer>, nil] the numbers in a string, if it is of a form
      def numbers(form, value)
        form.match(value)&.captures&.map(&:to_i) if value.is_a?(String)
      end

      # The property that tells the arms of a union apart.
      def tag(value, key)
        value[key] if value.is_a?(Hash)
      end

      # Whether an object can be of one arm of a union alone; `arms` have the keys that each
      # needs, and the JSON kinds that some keys may have.
      def only_arm?(value, arms, index)
        return false unless value.is_a?(Hash) && arm?(value, arms[index])

        arms.each_with_index.none? { |arm, other| other != index && arm?(value, arm) }
      end

      def arm?(value, arm)
        needs, kinds = arm
        needs.all? { |key| value.key?(key) } &&
          kinds.all? { |key, known| !value.key?(key) || known.any? { |kind| kind?(value[key], kind) } }
      end
      private_class_method :arm?

      # @return [Boolean] whether a value is of a JSON kind
      def kind?(value, kind)
        case kind
        when "null" then value.nil?
        when "boolean" then boolean?(value)
        when "integer" then integer?(value)
        when "number" then number?(value)
        when "string" then value.is_a?(String)
        when "array" then value.is_a?(Array)
        else value.is_a?(Hash)
        end
      end

      # @return [Boolean]
      def boolean?(value)
        true.equal?(value) || false.equal?(value)
      end

      # @return [Boolean] whether a value is a finite JSON number
      def number?(value)
        case value
        when Integer then value.abs <= LARGEST
        when Float then value.finite?
        else false
        end
      end

      # @return [Boolean] whether a value is a JSON integer that is kept exact; 1.0 is one
      def integer?(value)
        case value
        when Integer then value.abs <= MAX_INTEGER
        when Float then value.finite? && (value % 1).zero? && value.abs <= MAX_INTEGER
        else false
        end
      end

      # Equality as JSON defines it: 1 is 1.0, and true is not 1; the order of keys is nothing.
      def same?(one, other)
        case one
        when Numeric then other.is_a?(Numeric) && one == other
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
        items.uniq { |item| comparable(item) }.size < items.size
      end

      # A value that `eql?` compares as JSON does.
      def comparable(value)
        case value
        when Float then value.finite? && (value % 1).zero? ? value.to_i : value
        when Array then value.map { |item| comparable(item) }
        when Hash then value.transform_values { |item| comparable(item) }
        else value
        end
      end
    end
  end
end
