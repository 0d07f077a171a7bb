# frozen_string_literal: true

require "uri"

module OpenAI
  module Internal
    # The parts of a request: target, query, headers. Nothing is sent here.
    module RequestParts
      FRAMING = %w[content-length transfer-encoding].freeze
      TOKEN = /\A[A-Za-z0-9!#$%&'*+.^_`|~-]+\z/
      VALUE = /\A(?:[!-~](?:[ \t!-~]*[!-~])?)?\z/
      ILLEGAL = /[^!-~]|["<>\\^`{|}#?]/n
      private_constant :FRAMING, :TOKEN, :VALUE, :ILLEGAL

      module_function

      # @param base [String]
      # @param path [String] with names in braces
      # @param values [Hash{String => Object}]
      # @param styles [Hash{String => Style}]
      # @return [String] the URL of a path below the base, without a query
      # @raise [Errors::InvalidArgumentError] for a value that would lead to another path
      def target(base, path, values, styles)
        steps = values.to_h { |name, value| ["{#{name}}", step(name, value, styles)] }
        filled = path.gsub(/\{[^{}]*\}/) { |found| steps.fetch(found, found) }
        base[/\A[^?]*/].sub(%r{/+\z}, "") + filled.b.gsub(ILLEGAL) { |sign| format("%%%02X", sign.ord) }
      end

      # @param path [String]
      # @return [String] a path below the base URL
      # @raise [Errors::InvalidArgumentError] for one that leads out of it
      def below(path)
        steps = path[/\A[^?]*/].tr("\\", "/").split("/", -1)
        leads_out = steps.any? { |one| %w[. ..].include?(one.gsub(/%2e/i, ".")) || one.match?(/%2f|%5c/i) }
        if leads_out || path.match?(/[#\x00-\x20\x7F]/) || !path.ascii_only?
          raise Errors::InvalidArgumentError, "#{path.inspect} is not a path below the base URL"
        end

        "/#{path.sub(%r{\A/+}, '')}"
      end

      # The pairs of a query: those of the base URL, then each layer over the last.
      #
      # @param base [String]
      # @param layers [Array<Hash{String => Array<Array(String, String)>}>]
      # @return [Array<Array(String, String)>] percent-encoded
      def query(base, *layers)
        merged = layers.reduce({}) { |found, layer| found.merge(layer) }
        own = URI.decode_www_form(base[/\?(.*)\z/m, 1].to_s).reject { |name, _| merged.key?(name) }
        own.map { |pair| pair.map { |text| Styles.quote(text) } } + merged.values.flatten(1)
      end

      # @param values [Hash{String => Object}] what no spec declares
      # @return [Hash{String => Array<Array(String, String)>}]
      def undeclared(values)
        values.to_h { |name, value| [name.to_s, Styles.pairs(name.to_s, value, Styles::NESTED)] }
      end

      # @param values [Hash{String => Object}] parameters of the spec
      # @param styles [Hash{String => Style}]
      # @return [Hash{String => Array<Array(String, String)>}] those that are set
      def declared(values, styles)
        values.to_h { |name, value| [name, Styles.pairs(name, value, styles.fetch(name, Styles::FORM))] }
              .reject { |_, pairs| pairs.empty? }
      end

      # A query that is one value: the fields of an object, or one text without a name.
      def whole_query(value, style)
        return [] if OMIT.equal?(value) || value.nil?
        return [[nil, Styles.quote(JsonText.generate(Wire.plain(value)))]] if style.media

        Styles.pairs("", value, style).map { |name, text| [name.empty? ? nil : name, text] }
      end

      # @return [String] the value of a Cookie header (RFC 6265, 4.2)
      def cookie(values, styles)
        values.flat_map do |name, value|
          style = styles.fetch(name, Styles::FORM)
          made = Styles.pairs(name, value, Style.new("form", explode: style.explode, media: style.media))
          made = made.map { |pair| pair.map { |text| URI.decode_www_form_component(text) } } if style.name == "cookie"
          made.map { |pair| pair.join("=") }
        end.join("; ")
      end

      # Headers, each layer over the last, whatever the case of their names; nil removes one.
      #
      # @param layers [Array<Hash{String => Object}>]
      # @return [Hash{String => String}] by their names in lower case
      # @raise [Errors::InvalidArgumentError] for what no header can carry (RFC 9110, 5.5);
      #   the message never shows the value
      def headers(*layers)
        merged = layers.each_with_object({}) do |layer, found|
          layer.each { |name, value| found[name.to_s.downcase] = value unless OMIT.equal?(value) }
        end
        merged.compact.to_h do |name, value|
          refuse("header '#{name}' is for the HTTP library to write") if FRAMING.include?(name)
          refuse("#{name.inspect} cannot be the name of a header") unless name.match?(TOKEN)
          [name, header_value(name, value)]
        end
      end

      # @param values [Hash{String => Object}] headers of the spec
      # @param styles [Hash{String => Style}]
      # @return [Hash{String => Object}] as they are written
      def styled(values, styles)
        values.reject { |_, value| OMIT.equal?(value) || value.nil? }
              .to_h { |name, value| [name, Styles.line(value, styles.fetch(name, Styles::SIMPLE))] }
      end

      # @return [String] the name of an HTTP method (RFC 9110, 9.1)
      def http_method(name)
        name.to_s.match?(TOKEN) ? name.to_s.upcase : refuse("#{name.inspect} is not the name of an HTTP method")
      end

      def step(name, value, styles)
        found = Styles.step(name, value, styles.fetch(name, Styles::SIMPLE))
        plain = Styles.text(Wire.plain(value))
        return found unless ["", ".", ".."].include?(found) || ["", ".", ".."].include?(plain)

        refuse("path parameter '#{name}' must not be #{plain.inspect}")
      end
      private_class_method :step

      def header_value(name, value)
        text = value.is_a?(String) ? value : Styles.line(value, Styles::SIMPLE)
        return text if text.ascii_only? && text.match?(VALUE)

        refuse("the value of header '#{name}' holds a character that it cannot carry, or a space at an end")
      end
      private_class_method :header_value

      def refuse(message)
        raise Errors::InvalidArgumentError, message
      end
      private_class_method :refuse
    end
  end
end
