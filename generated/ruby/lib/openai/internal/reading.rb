# frozen_string_literal: true

module OpenAI
  module Internal
    # Reads the answer of an operation.
    class Reading
      # @param operation [Operation]
      # @param answer [Answer]
      # @param request_id [String, nil]
      def initialize(operation, answer, request_id)
        @operation = operation
        @answer = answer
        @request_id = request_id
      end

      # @return [Object, nil]
      # @raise [Errors::APIResponseValidationError] if it cannot be read
      def result
        reply = @answer.reply
        success = @operation.success(reply.status)
        kind = success.kind == :any ? told_by(reply) : success.kind
        return if kind == :none || (@operation.may_be_empty && reply.read.empty?)
        return Reading.text(reply) if kind == :text
        return BinaryContent.new(reply, @request_id) if kind == :bytes

        json(success, reply.read)
      end

      # @param reply [Reply]
      # @return [String] the body as text, by its charset if there is such, else as UTF-8
      def self.text(reply)
        charset = reply.headers["content-type"].to_s[/;\s*charset="?([^\s;"]+)/i, 1] || "utf-8"
        body = reply.read.dup.force_encoding(Encoding.find(charset))
        body.encode(Encoding::UTF_8, invalid: :replace, undef: :replace).scrub
      rescue ArgumentError, EncodingError
        reply.read.dup.force_encoding(Encoding::UTF_8).scrub
      end

      private

      def json(success, body)
        value = JsonText.parse(body)
        refuse("it is no JSON object") if success.object && !value.is_a?(Hash)
        type = Type.of(success.type)
        model?(type) ? type.from_wire(value, @request_id) : type.from_wire(value)
      rescue JSON::NestingError
        refuse("it is nested too deeply")
      rescue JSON::ParserError
        refuse("it is no JSON (content-type #{@answer.reply.headers['content-type'] || 'of no type'})")
      end

      def model?(type)
        type.is_a?(Class) && type <= BaseModel
      end

      def refuse(problem)
        reply = @answer.reply
        raise Errors::APIResponseValidationError.new(
          "The body of the answer cannot be read: #{problem}.",
          url: @answer.url, status: reply.status, headers: reply.headers, request_id: @request_id,
          body: Failures.masked(Reading.text(reply), @answer.hidden)
        )
      end

      # What an answer holds of which nothing is declared.
      def told_by(reply)
        return :none if reply.read.empty?
        return :json if reply.media.match?(%r{\A(?:application|text)/json\z|\+json\z})

        reply.media.start_with?("text/") ? :text : :bytes
      end
    end
  end
end
