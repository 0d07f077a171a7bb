# frozen_string_literal: true

module OpenAI
  module Internal
    # How a field of a form is written: in a media type of its own, or in a style.
    Part = Struct.new(:media, :style) do
      def initialize(media: nil, style: nil)
        super(media, style)
        freeze
      end
    end

    # What a success holds: `:json`, `:text`, `:bytes`, `:none`, `:any` (its media type
    # tells), `:events` or `:lines`; of JSON, `type` is what it is read as, and `object` that
    # it can be nothing but an object.
    Success = Struct.new(:kind, :type, :object) do
      def initialize(kind, type = nil, object: false)
        super(kind, type, object)
        freeze
      end
    end

    # One method on one path.
    #
    # `answer` says what a success holds; for the statuses among `others` that is told apart.
    # `event` is the type of an item of a stream, which comes as `data` (`:json`, `:text`, or
    # `:either`), in lines of the media type `lines` if that is set. `stream_field` is the
    # field of the body that asks for the stream. `params` is what the body is judged by.
    # `media` is what the body is written in, its fields as `parts` say; nothing is sent of
    # an `optional` one if nothing is given. `styles` say how parameters are written, by
    # place and name. `security` are the ways in, where they are its own, and `server` is
    # where it is, if that is elsewhere. `pages` say how its answer goes on.
    Operation = Struct.new(
      :http, :path, :answer, :others, :may_be_empty, :event, :data, :lines, :stream_field, :params, :media,
      :optional, :parts, :styles, :security, :server, :pages,
      keyword_init: true
    ) do
      def initialize(answer: Success.new(:json), others: {}, data: :json, media: "application/json",
                     parts: {}, styles: {}, **rest)
        super
        freeze
      end

      # @param body [Object] as it travels
      # @return [Boolean] whether a request with this body is answered item by item
      def streams?(body)
        return %i[events lines].include?(answer.kind) unless stream_field

        body.is_a?(Hash) && body[stream_field] == true
      end

      # @return [Operation] the same, asked for its stream
      def streamed
        self.class.new(**to_h, answer: Success.new(lines ? :lines : :events))
      end

      # @param streams [Boolean]
      # @return [String] what is asked for, as a header says it
      def accept(streams)
        return lines || "text/event-stream" if streams

        %i[json none].include?(answer.kind) ? "application/json" : "*/*"
      end

      # @param status [Integer]
      # @return [Success] what an answer of this status holds
      def success(status)
        key = [status.to_s, "#{status / 100}XX", "default"].find { |one| others.key?(one) }
        key ? others[key] : answer
      end

      # @param place [String]
      # @return [Hash{String => Style}] how parameters are written there
      def styles_in(place)
        styles.fetch(place, Wire::NOTHING)
      end

      # @return [Array<String>] the media types in which items may come
      def stream_media
        lines ? [lines, "application/x-ndjson", "application/jsonl", "application/json-seq"] : ["text/event-stream"]
      end
    end
  end
end
