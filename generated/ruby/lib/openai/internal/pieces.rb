# frozen_string_literal: true

module OpenAI
  module Internal
    # A body that is read while it is sent: texts, and files from where they stand now. It
    # can be read again from the start, for another try, if its files can be.
    class Pieces
      # @return [Integer, nil] bytes; nil if that is not known
      attr_reader :size

      # @param parts [Array<String, Pathname, IO, StringIO>]
      # @raise [Errors::InvalidArgumentError] for a file that cannot be read
      def initialize(parts)
        @parts = parts.map { |part| [part, place(part)] }
        sizes = @parts.map { |part, place| size_of(part, place) }
        @size = sizes.sum unless sizes.include?(nil)
        rewind
      end

      # @return [void]
      def rewind
        @waiting = @parts.dup
        @open&.close if @opened
        @open = nil
      end

      # As `IO#read` does.
      #
      # @param length [Integer, nil]
      # @param buffer [String, nil]
      # @return [String, nil] nil at the end
      def read(length = nil, buffer = nil)
        found = String.new
        while length.nil? || found.bytesize < length
          chunk = advance(length && (length - found.bytesize))
          break if chunk.nil?

          found << chunk
        end
        buffer&.replace(found)
        found.empty? && length&.positive? ? nil : buffer || found
      end

      private

      def advance(length)
        loop do
          @open ||= open_next || return
          chunk = @open.read(length)
          return chunk.b unless chunk.nil? || chunk.empty?

          @open.close if @opened
          @open = nil
        end
      end

      def open_next
        part, place = @waiting.shift
        @opened = part.is_a?(Pathname) || part.is_a?(String)
        case part
        when nil then nil
        when String then StringIO.new(part.b)
        when Pathname then part.open("rb")
        else
          part.seek(place) if place
          part
        end
      end

      def place(part)
        part.pos if part.respond_to?(:pos) && part.respond_to?(:seek) && !part.is_a?(Pathname)
      rescue SystemCallError
        nil # a pipe, for example
      end

      def size_of(part, place)
        case part
        when String then part.bytesize
        when Pathname then part.size
        else [part.size - place, 0].max if place && part.respond_to?(:size)
        end
      rescue SystemCallError => e
        raise Errors::InvalidArgumentError, "a file cannot be read: #{e.message}"
      end
    end
  end
end
