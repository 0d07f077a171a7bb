# frozen_string_literal: true

module OpenAI
  module Internal
    # The items of an event stream, each as soon as it arrives. They come once; what was not
    # taken is given up when the loop is left, by {#close}, and by an error.
    #
    # Iterating raises {Errors::APIError} for an error that the server sends,
    # {Errors::APIConnectionError} and {Errors::APITimeoutError} when the connection breaks or
    # falls silent, {Errors::APIResponseValidationError} for what cannot be read.
    class Stream
      include Enumerable

      # @return [String, nil] the id that the API gave the request
      attr_reader :request_id
      # @return [Integer]
      attr_reader :status
      # @return [Hash{String => String}] headers of the answer, by their names in lower case
      attr_reader :headers

      # @param operation [Operation]
      # @param answer [Answer]
      # @param facts [Facts]
      # @param limit [Integer] bytes that one event may have
      def initialize(operation, answer, facts, limit)
        @operation = operation
        @answer = answer
        @facts = facts
        @decoder = (operation.lines ? LineDecoder : EventDecoder).new(limit)
        @status = answer.reply.status
        @headers = answer.reply.headers
        @request_id = facts.id_in(@headers)
        @done = false
      end

      # @yieldparam item [Object]
      # @return [self, Enumerator] an enumerator without a block
      def each(&block)
        return enum_for(:each) unless block

        begin
          catch(:done) { items(&block) } unless @done
        ensure
          close
        end
        self
      end

      # Gives the connection back; nothing more will come.
      def close
        @done = true
        @answer.reply.close
      end

      # @return [Boolean] whether nothing more will come
      def closed?
        @done
      end

      # @return [String]
      def inspect
        "#<#{self.class} #{@done ? 'closed' : 'open'}>"
      end

      private

      def items(&block)
        @answer.reply.each_chunk do |chunk|
          @decoder.feed(chunk) { |event| take(event, &block) }
        end
        @decoder.finish { |event| take(event, &block) }
      rescue EventTooLarge => e
        raise unreadable(e.message, nil)
      rescue *Transport::FAILURES, Zlib::Error => e
        raise e if @yielding

        raise Failures.of(e, @answer.url)
      end

      # An event of no data only keeps the connection alive.
      def take(event)
        throw :done if @done || event.data == @facts.end_of_stream
        return if event.data.empty? && event.name != "error"

        found = item(event)
        @yielding = true # errors are the caller's own
        yield found
        @yielding = false
      end

      def item(event)
        value = value(event)
        raise error(value) if event.name == "error" || error?(value)

        Type.of(@operation.event).from_wire(value)
      rescue JSON::ParserError
        raise error(event.data) if event.name == "error"

        raise unreadable("The data of an event is no JSON, or is nested too deeply.", event.data)
      end

      def value(event)
        return JsonText.parse(event.data) if @operation.data == :json || event.name == "error"
        return event.data if @operation.data == :text

        begin
          JsonText.parse(event.data)
        rescue JSON::ParserError
          event.data
        end
      end

      def error?(value)
        envelope = @facts.envelope
        envelope && value.is_a?(Hash) && value[envelope]
      end

      # An error that the server sends in the middle of a stream.
      def error(value)
        said = Failures.masked(Failures.inside(Wire.symbolized(value), @facts.envelope), @answer.hidden)
        message = said.is_a?(Hash) ? said[:message] : said
        message = "An error in mid-stream." unless message.is_a?(String) && !message.empty?
        Errors::APIError.new(message, **facts_of(said))
      end

      def unreadable(message, data)
        body = data && Failures.masked(data, @answer.hidden)
        Errors::APIResponseValidationError.new(message, **facts_of(body))
      end

      def facts_of(body)
        { url: @answer.url, status: @status, headers: @headers, body:, request_id: @request_id }
      end
    end
  end
end
