# frozen_string_literal: true

module ThisGem
  module Internal
    # A union of objects, told apart by a property, or by the keys that they have.
    # Objects of an unknown variant are kept as they came, with symbols for keys.
    module Union
      # An arm that is known by its keys: those that it needs, and others that it knows,
      # each with the JSON kinds that it may have (any, if none is told).
      Arm = Struct.new(:type, :needs, :knows) do
        # @return [Integer] how many keys of an object are known; -1 if it is of another arm
        def known(value)
          return -1 unless needs.each_key.all? { |key| value.key?(key) }

          found = needs.merge(knows).select { |key, _| value.key?(key) }
          found.all? { |key, kinds| Union.kind?(value[key], kinds) } ? found.size : -1
        end
      end

      KINDS = {
        "null" => ->(value) { value.nil? },
        "boolean" => ->(value) { [true, false].include?(value) },
        "integer" => ->(value) { value.is_a?(Integer) || (value.is_a?(Float) && value == value.floor) },
        "number" => ->(value) { value.is_a?(Numeric) },
        "string" => ->(value) { value.is_a?(String) },
        "array" => ->(value) { value.is_a?(Array) },
        "object" => ->(value) { value.is_a?(Hash) }
      }.freeze
      private_constant :KINDS

      # Whether a value is of one of some JSON kinds.
      def self.kind?(value, kinds)
        kinds.empty? || kinds.any? { |kind| KINDS.fetch(kind).call(value) }
      rescue FloatDomainError
        false
      end

      # The property that tells the arms apart.
      def discriminator(wire)
        @tag = wire
      end

      # An arm, by the value of the property.
      def variant(value, type)
        (@variants ||= {})[value] = type
      end

      # An arm that is known by its keys.
      def arm(type, needs: {}, knows: {})
        (@arms ||= []) << Arm.new(type, needs, knows)
      end

      # @return [BaseModel, Object]
      def from_wire(value)
        return value unless value.is_a?(Hash)

        type = arm_of(value)
        type.nil? ? Wire.symbolized(value).freeze : Type.of(type).from_wire(value)
      end

      # @param value [Hash] an object as it travels
      # @param certain [Boolean] whether there must be no other arm that it may be of
      # @return [Object, nil] the type of its arm
      def arm_of(value, certain: false)
        return @variants && @variants[value[@tag]] if @tag

        found = (@arms || []).map { |arm| [arm.known(value), arm] }.reject { |known, _| known.negative? }
        return if found.empty? || (certain && found.size > 1)

        most = found.map(&:first).max
        found.find { |known, _| known == most }.last.type
      end
    end

    # A union that has no name.
    class AnonymousUnion
      include Union

      def initialize(*arms)
        arms.each { |type, needs, knows| arm(type, needs:, knows:) }
      end
    end
  end
end
