# frozen_string_literal: true

module OpenAI
  module Internal
    # How values are read by their types. No reader raises: what is of another kind, or of
    # an unknown variant, is kept as it came.
    #
    # A type is a class of the standard library, a model, an enum, a union, one of those
    # below, or a lambda that returns one, for types that are defined later.
    module Type
      # A type of which nothing is known: values as they came, with symbols for keys.
      module Unknown
        def self.from_wire(value)
          value.is_a?(Hash) || value.is_a?(Array) ? Wire.symbolized(value).freeze : value
        end
      end

      # True or false.
      module Boolean
        def self.from_wire(value)
          Unknown.from_wire(value)
        end
      end

      # A date and time by RFC 3339.
      module Moment
        SHAPE = /\A\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)?\z/
        private_constant :SHAPE

        # @return [Time, Object]
        def self.from_wire(value)
          return value unless value.is_a?(String) && value.valid_encoding? && value.match?(SHAPE)

          value.match?(/[Zz]\z|[+-]\d\d:\d\d\z/) ? Time.iso8601(value.tr("tz ", "TZT")) : value
        rescue ::ArgumentError
          value
        end
      end

      # A day by RFC 3339.
      module Day
        # @return [Date, Object]
        def self.from_wire(value)
          return value unless value.is_a?(String) && value.valid_encoding?
          return value unless value.match?(/\A\d{4}-\d\d-\d\d\z/)

          ::Date.iso8601(value)
        rescue ::Date::Error
          value
        end
      end

      # A type of a list or a map, by what is in it.
      class Holder
        def initialize(inner)
          @inner = inner
        end

        def inner
          Type.of(@inner)
        end
      end

      # A list.
      class List < Holder
        def from_wire(value)
          return value unless value.is_a?(Array)

          type = inner
          value.map { |item| type.from_wire(item) }.freeze
        end
      end

      # An object whose keys are free; they are read as symbols.
      class Map < Holder
        def from_wire(value)
          return value unless value.is_a?(Hash)

          type = inner
          value.to_h { |key, item| [Wire.symbol(key), type.from_wire(item)] }.freeze
        end
      end

      # One of several types of different JSON kinds.
      class Kinds
        def initialize(object: Unknown, array: Unknown, string: Unknown)
          @object = object
          @array = array
          @string = string
        end

        def from_wire(value)
          case value
          when Hash then Type.of(@object).from_wire(value)
          when Array then Type.of(@array).from_wire(value)
          when String then Type.of(@string).from_wire(value)
          else value
          end
        end
      end

      # Text of which some values are known: symbols.
      module Name
        # @return [Symbol, Object]
        def self.from_wire(value)
          value.is_a?(String) ? Wire.symbol(value) : value
        end
      end

      module_function

      # @param spec [Object] a type
      # @return [#from_wire]
      def of(spec)
        spec = spec.call if spec.is_a?(Proc)
        spec.respond_to?(:from_wire) ? spec : Unknown
      end

      # @param inner [Object] the type of the items
      # @return [List]
      def list(inner)
        List.new(inner)
      end

      # @param inner [Object] the type of the values
      # @return [Map]
      def map(inner)
        Map.new(inner)
      end
    end
  end
end
