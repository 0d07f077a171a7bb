# frozen_string_literal: true

require "securerandom"

module OpenAI
  module Internal
    # What a request carries: JSON, forms, files, text. Nothing is sent here.
    module Bodies
      BINARY = "application/octet-stream"
      PLAIN = Part.new
      private_constant :BINARY, :PLAIN

      module_function

      # @param media [String]
      # @param body [Object] as it travels, but for files
      # @param parts [Hash{String => Part}]
      # @return [Array(String, (String, Pieces))] the media type of a body, and itself
      # @raise [Errors::InvalidArgumentError] for what cannot be written
      def content(media, body, parts)
        plain = media[/\A[^;]*/].strip.downcase
        if body.is_a?(Hash)
          return multipart(plain, body, parts) if plain.start_with?("multipart/")
          return [media, urlencoded(body, parts)] if plain == "application/x-www-form-urlencoded"
        end
        return [one_line(media), Pieces.new([FilePart.of(body).content])] if FilePart.file?(body)
        return [media, body] if body.is_a?(String) && !json?(plain)

        [media, json(body)]
      end

      # @param value [Object]
      # @return [String]
      def json(value)
        refuse_files(value)
        JsonText.generate(value)
      rescue JSON::GeneratorError
        message = "a text is no Unicode, or a number is not finite"
        raise Errors::InvalidArgumentError, "the body cannot be written as JSON: #{message}"
      rescue JSON::NestingError
        raise Errors::InvalidArgumentError, "the body cannot be written as JSON: it is nested too deeply"
      end

      # @param body [Object]
      # @return [Object] a body as it is judged: a file is text whose length nobody knows
      def judged(body)
        Wire.plain(body) { "(file)" }
      end

      def json?(media)
        media == "*/*" || media.match?(%r{\A(?:application|text)/json\z|\+json\z})
      end
      private_class_method :json?

      def refuse_files(value)
        case value
        when Hash then value.each_value { |item| refuse_files(item) }
        when Array then value.each { |item| refuse_files(item) }
        when String, Numeric, true, false, nil then nil
        else raise Errors::InvalidArgumentError, "the body cannot be written as JSON: #{value.class} is no JSON value"
        end
      end
      private_class_method :refuse_files

      def urlencoded(body, parts)
        pairs = body.flat_map do |name, value|
          part = parts.fetch(name, PLAIN)
          style = part.style || Styles::FORM
          if part.style.nil? && (part.media || value.is_a?(Hash)) && !value.is_a?(String)
            style = Style.new(media: part.media || "application/json")
          end
          Styles.pairs(name, value, style)
        end
        pairs.map { |pair| pair.join("=") }.join("&")
      end
      private_class_method :urlencoded

      # A form of parts (RFC 7578); a list is a part an item.
      def multipart(media, body, parts)
        boundary = SecureRandom.hex(16)
        pieces = body.flat_map do |name, value|
          part = parts.fetch(name, PLAIN)
          items = value.is_a?(Array) && !part.media.to_s.end_with?("json") ? value : [value]
          items.compact.flat_map do |item|
            head, inside = part_of(name, item, part)
            ["--#{boundary}\r\n#{head}\r\n\r\n".b, inside, "\r\n"]
          end
        end
        pieces << "--#{boundary}--\r\n"
        whole = pieces.all?(String) ? pieces.map(&:b).join : Pieces.new(pieces)
        ["#{media}; boundary=#{boundary}", whole]
      end
      private_class_method :multipart

      # The head of a part, and what is in it.
      def part_of(name, value, part)
        head = "Content-Disposition: form-data; name=\"#{quoted(name)}\""
        known = part.media.to_s[/\A[^,]*/].strip
        known = nil if known.empty? || known.include?("*")
        return file(head, name, FilePart.of(value), known) if FilePart.file?(value)

        if value.is_a?(Hash) || value.is_a?(Array) || known.to_s.end_with?("json")
          return ["#{head}\r\nContent-Type: #{known || 'application/json'}", json(value)]
        end

        [known ? "#{head}\r\nContent-Type: #{known}" : head, Styles.text(value)]
      end
      private_class_method :part_of

      def file(head, name, value, known)
        kind = one_line(value.content_type || known || BINARY)
        ["#{head}; filename=\"#{quoted(value.filename || name)}\"\r\nContent-Type: #{kind}", value.content]
      end
      private_class_method :file

      # A name inside quotes, as browsers write it (HTML standard, 4.10.21.8).
      def quoted(name)
        name.gsub(/["\r\n]/, '"' => "%22", "\r" => "%0D", "\n" => "%0A")
      end
      private_class_method :quoted

      def one_line(kind)
        return kind if kind.match?(/\A[ -~]+\z/)

        raise Errors::InvalidArgumentError, "#{kind.inspect} is not a media type"
      end
      private_class_method :one_line
    end
  end
end
