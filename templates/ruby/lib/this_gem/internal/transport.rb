# frozen_string_literal: true

require "net/http"
require "zlib"

module ThisGem
  module Internal
    # A request that is ready to be sent: `headers` by their names in lower case; `body` is
    # a string, or what has `read`, `rewind` and `size`.
    Request = Struct.new(:http_method, :uri, :headers, :body, :timeout, keyword_init: true) do
      # @return [String] the path, percent-encoded, so that nothing in it ends a line of a log
      def path
        uri.path.empty? ? "/" : uri.path
      end
    end

    # An answer: its body is read already, or it comes in chunks, once.
    class Reply
      attr_reader :status, :headers

      def initialize(status, headers, chunks)
        @status = status
        @headers = headers
        @chunks = chunks
      end

      def success?
        status.between?(200, 299)
      end

      # @return [String] the media type, in lower case; empty if the answer names none
      def media
        headers["content-type"].to_s[/\A[^;]*/].strip.downcase
      end

      # @param limit [Integer, nil] bytes to stop after
      # @return [String] the whole body, in binary
      def read(limit = nil)
        return @body if @body

        body = String.new
        each_chunk do |chunk|
          body << chunk
          break if limit && body.bytesize >= limit
        end
        @body = body.freeze
      end

      # @yieldparam chunk [String] decompressed
      def each_chunk(&block)
        @chunks.each(&block)
      ensure
        close
      end

      # Gives up what was not read.
      def close
        @chunks.close
      end
    end

    # Sends requests by `Net::HTTP`.
    class Transport
      # What goes wrong on the way; another try may succeed.
      FAILURES = [
        SystemCallError, SocketError, IOError, OpenSSL::SSL::SSLError, Net::ProtocolError, Net::HTTPBadResponse,
        Net::HTTPHeaderSyntaxError, Net::OpenTimeout, Net::ReadTimeout, Net::WriteTimeout
      ].freeze
      TIMEOUTS = [Net::OpenTimeout, Net::ReadTimeout, Net::WriteTimeout, Errno::ETIMEDOUT].freeze

      # A body that is cut off.
      class Cut < IOError; end

      # @param connections [Connections]
      def initialize(connections)
        @connections = connections
      end

      # @param request [Request]
      # @param unread [Boolean] whether the body of a success is left to the caller
      # @param limit [Integer] bytes of a failure that are read at most
      # @return [Reply]
      def call(request, unread:, limit:)
        return opened(request, limit) if unread

        @connections.with(request.uri, request.timeout) do |http|
          whole(http, native(request), limit)
        end
      end

      # Yields the body of a response in chunks, and makes sure that it is whole: the
      # standard library takes a body that is cut off for a short one.
      def self.body(response, native)
        told = native.response_body_permitted? && response.class.body_permitted? && !response.chunked?
        length = response.content_length if told && response["content-encoding"].nil?
        size = 0
        response.read_body do |chunk|
          size += chunk.bytesize
          yield chunk
        end
        raise Cut, "the connection ended before the body did" if length && size < length
      end

      private

      def native(request)
        has_answer = request.http_method != "HEAD"
        found = Net::HTTPGenericRequest.new(
          request.http_method, !request.body.nil?, has_answer, request.uri.request_uri
        )
        %w[accept user-agent].each { |name| found.delete(name) }
        request.headers.each { |name, value| found[name] = value }
        with_body(found, request)
      end

      def with_body(found, request)
        body = request.body
        case body
        when String then found.body = body
        when nil then found["Content-Length"] = "0" if %w[POST PUT PATCH].include?(request.http_method)
        else
          found.body_stream = body.tap(&:rewind)
          body.size ? found.content_length = body.size : found["Transfer-Encoding"] = "chunked"
        end
        found
      end

      # The answer with its body; of a failure that says too much only the beginning.
      def whole(http, native, limit)
        reply = nil
        cut = catch(:enough) do
          http.request(native) do |response|
            reply = Reply.new(response.code.to_i, headers(response), Chunks.new(response, native))
            body = reply.read(reply.success? ? nil : limit)
            throw :enough, true if !reply.success? && body.bytesize >= limit
          end
          false
        end
        http.finish if cut
        reply
      end

      def headers(response)
        response.to_hash.to_h { |name, values| [name.downcase, values.join(", ")] }
      end

      # The answer as soon as its head is there: a fiber reads on when it is asked to.
      def opened(request, limit)
        chunks = Suspended.new(@connections, request.uri, request.timeout, native(request))
        response = chunks.head
        reply = Reply.new(response.code.to_i, headers(response), chunks)
        reply.read(limit) unless reply.success?
        reply
      end

      # The chunks of a body that is there to be read.
      class Chunks
        def initialize(response, native)
          @response = response
          @native = native
        end

        def each(&block)
          Transport.body(@response, @native, &block)
        end

        def close; end
      end

      # An exchange that stands still between one chunk and the next.
      class Suspended
        attr_reader :head

        def initialize(connections, uri, timeout, native)
          @owner = Thread.current
          @fiber = Fiber.new(blocking: true) do
            connections.with(uri, timeout) do |http|
              @http = http
              http.request(native) do |response|
                Fiber.yield(response)
                Transport.body(response, native) { |chunk| Fiber.yield(chunk) }
              end
            end
            nil
          end
          @head = @fiber.resume
        end

        def each
          while (chunk = advance)
            yield chunk
          end
        end

        def close
          fiber = @fiber
          @fiber = nil
          return if fiber.nil? || !fiber.alive?

          @http.finish if @http.started?
        rescue IOError, SystemCallError, OpenSSL::SSL::SSLError
          nil
        end

        private

        def advance
          return if @fiber.nil? || !@fiber.alive?
          raise Errors::Error, "a stream must be read by the thread that asked for it" unless @owner == Thread.current

          @fiber.resume
        end
      end
    end
  end
end
