# frozen_string_literal: true

require "json"

module ThisGem
  module Internal
    # JSON text, read and written the same by every version of the JSON library.
    module JsonText
      # Objects and arrays inside each other; deeper ones are refused.
      MAX_NESTING = 1000

      ESCAPES = /\\(?:u[dD][89abAB]\h\h\\u[dD][c-fC-F]\h\h|u[dD][89a-fA-F]\h\h|.)/mn
      private_constant :ESCAPES

      module_function

      # @param text [String] in UTF-8, with or without a byte order mark
      # @param limits [Hash] other options of `JSON.parse`
      # @return [Object] deeply frozen; half of a surrogate pair is invalid UTF-8
      # @raise [JSON::ParserError] if it is no JSON, or nested too deeply
      def parse(text, **limits)
        source = text.encoding == Encoding::UTF_8 ? text : text.dup.force_encoding(Encoding::UTF_8)
        raise JSON::ParserError, "it is not UTF-8" unless source.valid_encoding?

        source = with_lone_surrogates(source.delete_prefix("\uFEFF"))
        JSON.parse(source, max_nesting: MAX_NESTING, freeze: true, create_additions: false, **limits)
      end

      # @param value [Object] a JSON value
      # @return [String] in UTF-8
      # @raise [JSON::GeneratorError] for invalid UTF-8, and for what is no finite number
      # @raise [JSON::NestingError] if it is nested too deeply
      def generate(value)
        JSON.generate(value, max_nesting: MAX_NESTING)
      end

      # The library refuses some halves of pairs and joins others to what follows.
      def with_lone_surrogates(source)
        return source unless source.match?(/\\u[dD][89a-fA-F]/)

        source.b.gsub(ESCAPES) { |escape| escape.length == 6 ? lone(escape[2..].hex) : escape }
              .force_encoding(Encoding::UTF_8)
      end
      private_class_method :with_lone_surrogates

      def lone(point)
        [0xE0 | (point >> 12), 0x80 | ((point >> 6) & 0x3F), 0x80 | (point & 0x3F)].pack("C3")
      end
      private_class_method :lone
    end
  end
end
