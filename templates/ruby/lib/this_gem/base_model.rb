# frozen_string_literal: true

module ThisGem
  # Base of all models: immutable objects with what was sent or received, also of fields
  # that the spec does not know. A field that is absent or null reads as nil; {#key?} tells.
  class BaseModel
    # A field: its attribute, its key in JSON, its type, and whether it has to be given.
    Field = Struct.new(:name, :wire, :type, :required)
    private_constant :Field

    class << self
      # @return [Hash{Symbol => Field}] the fields by attribute
      def fields
        @fields ||= {}
      end

      # Reads an object of JSON. Never raises for unknown keys, values or variants.
      #
      # @param hash [Hash] with strings or symbols for keys
      # @return [BaseModel]
      def from_h(hash)
        from_wire(Internal::Wire.plain(hash) { |file| file })
      end

      # @api private
      # @param value [Object] deeply frozen
      # @return [BaseModel, Object] what is no object is kept as it is
      def from_wire(value, request_id = nil)
        return value unless value.is_a?(Hash)

        allocate.tap { |model| model.send(:read_wire, value, request_id) }
      end

      private

      def required(name, type, wire: name.name)
        field(Field.new(name, wire, type, true))
      end

      def optional(name, type, wire: name.name)
        field(Field.new(name, wire, type, false))
      end

      # What keys are read by that no field has.
      def others(type)
        @others = type
      end

      def field(field)
        fields[field.name] = field.freeze
        name = field.name
        define_method(name) { @attributes[name] }
      end
    end

    # @return [String, nil] the id of the request that this is the answer to
    attr_reader :request_id

    # @param attributes [Hash{Symbol => Object}] values of fields, those that are required
    #   at least
    # @raise [ArgumentError] if one is missing, or there is no such field
    def initialize(**attributes)
      fields = self.class.fields
      missing = fields.each_value.select(&:required).map(&:name) - attributes.keys
      ::Kernel.raise ::ArgumentError, "missing keywords: #{missing.map(&:inspect).join(', ')}" unless missing.empty?

      unknown = attributes.keys - fields.keys
      ::Kernel.raise ::ArgumentError, "unknown keywords: #{unknown.map(&:inspect).join(', ')}" unless unknown.empty?

      wire = attributes.transform_keys { |name| fields[name].wire }
      read_wire(Internal::Wire.plain(wire) { |file| file }, nil)
    end

    # @param key [Symbol, String] an attribute, or a key in JSON
    # @return [Object, nil] what a field holds, or what came beside the fields
    def [](key)
      field = self.class.fields[key.to_sym]
      field ? @attributes[field.name] : by_wire(key.to_s)
    end

    # @api private
    # @param wire [String] a key in JSON
    # @return [Object, nil]
    def by_wire(wire)
      field = self.class.fields.each_value.find { |one| one.wire == wire }
      field ? @attributes[field.name] : extra_fields[Internal::Wire.symbol(wire)]
    end

    # @param key [Symbol, String]
    # @param keys [Array<Symbol, String, Integer>]
    # @return [Object, nil] what stands inside
    def dig(key, *keys)
      found = self[key]
      keys.empty? || found.nil? ? found : found.dig(*keys)
    end

    # @param key [Symbol, String] an attribute, or a key in JSON
    # @return [Boolean] whether it is there, if only as null
    def key?(key)
      field = self.class.fields[key.to_sym]
      @wire.key?(field ? field.wire : key.to_s)
    end

    # @return [Hash{Symbol => Object}] all of it as JSON has it, with symbols for keys:
    #   what was set, as it came; absent fields stay absent
    def to_h
      Internal::Wire.symbolized(@wire)
    end

    # @api private
    # @return [Hash{String => Object}] deeply frozen
    def to_wire
      @wire
    end

    # @return [Hash{Symbol => Object}] what came beside the fields
    def extra_fields
      @extra_fields || Internal::Wire::NOTHING
    end

    # @return [String] JSON
    def to_json(*state)
      @wire.to_json(*state)
    end

    # For pattern matching.
    #
    # @param keys [Array<Symbol>, nil]
    # @return [Hash{Symbol => Object}] the fields that are there, by attribute
    def deconstruct_keys(keys)
      keys ? @attributes.slice(*keys) : @attributes
    end

    # @return [Boolean] whether another one is of the same class and says the same
    def ==(other)
      other.instance_of?(self.class) && to_wire == other.to_wire
    end

    # @return [Boolean] the same, but 1 is not 1.0
    def eql?(other)
      other.instance_of?(self.class) && to_wire.eql?(other.to_wire)
    end

    # @return [Integer]
    def hash
      [self.class, @wire].hash
    end

    # @return [String] JSON, a line for each field
    def to_s
      JSON.pretty_generate(@wire)
    end

    # @return [String] long texts are cut
    def inspect
      parts = @attributes.merge(extra_fields).map { |name, value| " #{name}=#{Internal::Wire.shown(value)}" }
      "#<#{self.class}#{parts.join}>"
    end

    private

    def read_wire(wire, request_id)
      @wire = wire
      @request_id = request_id
      @attributes = self.class.fields.each_with_object({}) do |(name, field), found|
        found[name] = Internal::Type.of(field.type).from_wire(wire[field.wire]) if wire.key?(field.wire)
      end.freeze
      read_others if wire.size > @attributes.size
      freeze
    end

    def read_others
      wires = self.class.fields.each_value.map(&:wire)
      type = Internal::Type.of(self.class.instance_variable_get(:@others))
      @extra_fields = @wire.except(*wires).to_h do |key, value|
        [Internal::Wire.symbol(key), type.from_wire(value)]
      end.freeze
    end
  end
end
