# frozen_string_literal: true

module OpenAI
  module Internal
    # What is neither JSON nor text: the body of an answer, as it came.
    class BinaryContent
      # @return [String] the body, in binary
      attr_reader :content
      # @return [String, nil] the media type of the body, if the answer names one
      attr_reader :content_type
      # @return [String, nil] the id of the request that this is the answer to
      attr_reader :request_id

      def initialize(reply, request_id)
        @content = reply.read
        @content_type = reply.headers["content-type"]
        @request_id = request_id
      end

      alias read content
      alias to_s content

      # @return [Integer] bytes
      def size
        content.bytesize
      end

      # @param path [String] of a file, which is made if there is none
      # @return [void]
      def write(path)
        File.binwrite(path, content)
      end

      # @return [String]
      def inspect
        "#<#{self.class} #{content_type || 'of no type'}, #{size} bytes>"
      end
    end

    # An answer with its status and headers.
    class Response
      # @return [Integer]
      attr_reader :status
      # @return [Hash{String => String}] by their names in lower case
      attr_reader :headers
      # @return [String, nil] the id that the API gave the request
      attr_reader :request_id
      # @return [Integer] how many tries there were before
      attr_reader :retries_taken

      def initialize(answer, request_id, &parse)
        @reply = answer.reply
        @status = @reply.status
        @headers = @reply.headers
        @request_id = request_id
        @retries_taken = answer.retries
        @parse = parse
      end

      # @return [String] the body, in binary
      def body
        @reply.read
      end

      # @return [Object] what the method itself would have returned
      def parse
        @parse.call
      end

      # @return [String]
      def inspect
        "#<#{self.class} status=#{status} request_id=#{request_id.inspect}>"
      end
    end
  end
end
