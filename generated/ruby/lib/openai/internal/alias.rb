# frozen_string_literal: true

module OpenAI
  module Internal
    # Another name for a type.
    module Alias
      # @param value [Object]
      # @return [Object]
      def from_wire(value)
        Type.of(@type).from_wire(value)
      end

      private

      def reads(type)
        @type = type
      end
    end
  end
end
