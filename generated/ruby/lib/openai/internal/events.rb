# frozen_string_literal: true

module OpenAI
  module Internal
    # One event of a stream; `name` is "message" where the stream names none.
    Event = Struct.new(:name, :data)

    # An event, or a line that does not end, is larger than a decoder may hold.
    class EventTooLarge < StandardError; end

    # Turns the chunks of one event stream, however they are cut, into events, by the rules
    # of the HTML standard (9.2.6). The end of a stream ends no event: what follows the last
    # empty line is dropped.
    #
    # An event may be megabytes in one line, or one of a million short lines. So the ends of
    # lines are searched, not stepped to, and no text is searched twice.
    class EventDecoder
      MARK = "\xEF\xBB\xBF".b.freeze
      private_constant :MARK

      # @param limit [Integer] bytes of the lines that make up an event
      def initialize(limit)
        @limit = limit
        @start = String.new # what may be the beginning of a byte order mark
        @started = false
        @after_cr = false
        @line = String.new # an unfinished line
        @kept = 0 # bytes of the lines that name and data were read from
        clear
      end

      # @param chunk [String]
      # @yieldparam event [Event] each one that ends in this chunk
      # @raise [EventTooLarge] in its turn, after the events before it
      def feed(chunk, &block)
        text = plain_ends(unmarked(chunk.b))
        from = 0
        while (ends = text.index("\n", from))
          line = text.byteslice(from, ends - from)
          from = ends + 1
          end_line(line, &block)
        end
        hold(text.byteslice(from, text.bytesize - from)) if from < text.bytesize
      end

      # An unterminated event is none.
      def finish; end

      private

      def clear
        @name = nil
        @data = nil
        @kept = 0
      end

      # Without one byte order mark, also one that comes in pieces.
      def unmarked(chunk)
        return chunk if @started

        @start << chunk
        return "" if @start.bytesize < MARK.bytesize && MARK.start_with?(@start)

        @started = true
        @start.delete_prefix(MARK)
      end

      # CR and CRLF as LF. A CR that ends a chunk ends its line at once: an event does not
      # wait for the next chunk to tell whether an LF follows.
      def plain_ends(text)
        if @after_cr && !text.empty?
          @after_cr = false
          text = text.delete_prefix("\n")
        end
        return text unless text.include?("\r")

        @after_cr = text.end_with?("\r")
        text.gsub(/\r\n?/n, "\n")
      end

      def hold(text)
        @line << text
        return if @kept + @line.bytesize <= @limit

        raise EventTooLarge, "an event of more than #{@limit} bytes"
      end

      def end_line(rest, &block)
        hold(rest)
        line = @line
        @line = String.new
        return dispatch(&block) if line.empty?

        name, value = line.split(":", 2)
        value = (value || "").delete_prefix(" ")
        # What `id` and `retry` say is how to connect again, which nothing here does.
        case name
        when "data" then @data ? @data << "\n" << value : @data = value
        when "event" then @name = value
        else return
        end
        @kept += line.bytesize
      end

      def dispatch
        event = Event.new(text(@name.to_s.empty? ? "message" : @name), text(@data)) if @data
        clear
        yield event if event
      end

      def text(bytes)
        found = bytes.dup.force_encoding(Encoding::UTF_8)
        found.valid_encoding? ? found : found.scrub
      end
    end

    # Turns the chunks of JSON Lines into events. The last line needs no end.
    class LineDecoder
      # Signs that may stand around a value: blanks, and that of RFC 7464.
      AROUND = /\A[ \t\r\x1E]+|[ \t\r\x1E]+\z/
      MARK = "\uFEFF"
      private_constant :AROUND, :MARK

      # @param limit [Integer] bytes of a line
      def initialize(limit)
        @limit = limit
        @line = String.new
        @started = false
      end

      # @param chunk [String]
      # @yieldparam event [Event] each line that ends in this chunk
      # @raise [EventTooLarge]
      def feed(chunk, &block)
        chunk = chunk.b
        from = 0
        while (ends = chunk.index("\n", from))
          hold(chunk.byteslice(from, ends - from))
          from = ends + 1
          finish(&block)
        end
        hold(chunk.byteslice(from, chunk.bytesize - from))
      end

      # @yieldparam event [Event] what stands behind the last end, if anything
      def finish
        line = @line.force_encoding(Encoding::UTF_8).scrub
        @line = String.new
        line = line.delete_prefix(MARK) unless @started
        @started = true
        data = line.gsub(AROUND, "")
        yield Event.new("message", data) unless data.empty?
      end

      private

      def hold(text)
        @line << text
        raise EventTooLarge, "a line of more than #{@limit} bytes" if @line.bytesize > @limit
      end
    end
  end
end
