# frozen_string_literal: true

module OpenAI
  module Internal
    # A set of values, each a constant; texts are symbols. Values that are not among them
    # are read all the same.
    module Enum
      # @return [Array<Symbol, Numeric, Boolean>] the known values, in the order of the spec
      def values
        # Ruby has constants in no order.
        constants(false).sort_by { |name| const_source_location(name) }.map { |name| const_get(name) }
      end

      # @return [Symbol, Object]
      def from_wire(value)
        Type::Name.from_wire(value)
      end
    end
  end
end
