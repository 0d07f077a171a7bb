# frozen_string_literal: true

module OpenAI
  module Internal
    # How a value stands in an address, a header, a cookie or a form (OpenAPI 3.2, 4.12);
    # with `media` it is a text of that type, which is JSON. `nested` is no style of OpenAPI:
    # it is for what is not declared, and writes hashes as `deepObject` does, and lists item
    # by item.
    Style = Struct.new(:name, :explode, :reserved, :media) do
      def initialize(name = "form", explode: true, reserved: false, media: nil)
        super(name, explode, reserved, media)
        freeze
      end
    end

    # Writes values by their styles.
    module Styles
      FORM = Style.new
      SIMPLE = Style.new("simple", explode: false)
      NESTED = Style.new("nested")
      BETWEEN = { "spaceDelimited" => "%20", "pipeDelimited" => "%7C" }.freeze
      UNRESERVED = /[^A-Za-z0-9\-._~]/n
      # Without those signs that `allowReserved` leaves as they are.
      RESERVED = %r{[^A-Za-z0-9\-._~:/?@!$'()*,;]}n
      private_constant :BETWEEN, :UNRESERVED, :RESERVED

      module_function

      # @param text [String]
      # @param reserved [Boolean] whether signs with a meaning stay
      # @return [String] percent-encoded
      def quote(text, reserved: false)
        text.b.gsub(reserved ? RESERVED : UNRESERVED) { |sign| format("%%%02X", sign.ord) }
            .force_encoding(Encoding::US_ASCII)
      end

      # @param value [Object] as it travels
      # @return [String] as it stands in an address or a header; items have commas between
      def text(value)
        case value
        when Array then value.map { |item| text(item) }.join(",")
        when nil then "null"
        when Hash then JsonText.generate(value)
        when String, Numeric, true, false then value.to_s
        else raise Errors::InvalidArgumentError, "a file cannot stand in a URL or a header"
        end
      end

      # @param name [String]
      # @param given [Object]
      # @param style [Style]
      # @return [Array<Array(String, String)>] pairs of a query, a cookie or a form,
      #   percent-encoded; what is not set gives none
      def pairs(name, given, style)
        return [] if OMIT.equal?(given) || given.nil?

        value = Wire.plain(given)
        key = quote(name)
        return [[key, quote(JsonText.generate(value), reserved: style.reserved)]] if style.media
        return deep(name, value, style) if %w[deepObject nested].include?(style.name)

        case value
        when Hash then hash_pairs(key, value, style)
        when Array then list_pairs(key, value, style)
        else [[key, quote(text(value), reserved: style.reserved)]]
        end
      end

      # @return [String] a value as it stands in a path, percent-encoded
      def step(name, given, style)
        value = Wire.plain(given)
        return quote(JsonText.generate(value)) if style.media

        between = { "label" => ".", "matrix" => ";" }.fetch(style.name, ",")
        start = style.name == "simple" ? "" : between
        between = "," unless style.explode
        head = style.name == "matrix" ? "#{quote(name)}=" : ""
        case value
        when Hash then start + (style.explode ? "" : head) + hash_step(value, style).join(between)
        when Array then start + list_step(value, style.explode ? head : "", between, style.explode ? "" : head)
        else start + head + quote(text(value))
        end
      end

      # @return [String] a value as it stands in a header
      def line(given, style)
        value = Wire.plain(given)
        return JsonText.generate(value) if style.media
        return text(value) unless value.is_a?(Hash)

        value.compact.map { |key, item| "#{key}#{style.explode ? '=' : ','}#{text(item)}" }.join(",")
      end

      def hash_pairs(key, value, style)
        known = value.compact
        unless style.explode
          flat = known.flat_map { |inner, item| [inner, item] }
          return flat.empty? ? [] : [[key, joined(flat, style)]]
        end

        known.map { |inner, item| [quote(inner), quote(text(item), reserved: style.reserved)] }
      end
      private_class_method :hash_pairs

      def list_pairs(key, value, style)
        return value.compact.map { |item| [key, quote(text(item), reserved: style.reserved)] } if style.explode

        value.empty? ? [] : [[key, joined(value, style)]]
      end
      private_class_method :list_pairs

      def joined(items, style)
        items.map { |item| quote(text(item), reserved: style.reserved) }.join(BETWEEN.fetch(style.name, ","))
      end
      private_class_method :joined

      def deep(name, value, style)
        case value
        when Hash then value.flat_map { |key, item| deep("#{name}[#{key}]", item, style) }
        when Array
          value.each_with_index.flat_map do |item, index|
            deep(style.name == "deepObject" ? "#{name}[#{index}]" : name, item, style)
          end
        when nil then []
        else [[quote(name), quote(text(value), reserved: style.reserved)]]
        end
      end
      private_class_method :deep

      def hash_step(value, style)
        value.compact.map { |key, item| "#{quote(key)}#{style.explode ? '=' : ','}#{quote(text(item))}" }
      end
      private_class_method :hash_step

      def list_step(value, each, between, head)
        head + value.map { |item| each + quote(text(item)) }.join(between)
      end
      private_class_method :list_step
    end
  end
end
