# frozen_string_literal: true

module OpenAI
  module Models
    # Generation is complete; the event brings the finished image.
    class ImageGenCompletedEvent < BaseModel
      # @!attribute [r] b64_json
      #   The finished image in base64.
      #
      #   @return [String]
      required :b64_json, String

      # @!attribute [r] background
      #   The background that was used.
      #
      #   @return [Symbol, OpenAI::Models::ImageGenCompletedEventBackground]
      required :background, -> { ImageGenCompletedEventBackground }

      # @!attribute [r] created_at
      #   When the event was created, in Unix seconds.
      #
      #   @return [Integer]
      required :created_at, Integer

      # @!attribute [r] output_format
      #   The file format of the image.
      #
      #   @return [Symbol, OpenAI::Models::ImageGenCompletedEventOutputFormat]
      required :output_format, -> { ImageGenCompletedEventOutputFormat }

      # @!attribute [r] quality
      #   The quality that was used.
      #
      #   @return [Symbol, OpenAI::Models::ImageGenCompletedEventQuality]
      required :quality, -> { ImageGenCompletedEventQuality }

      # @!attribute [r] size
      #   Width and height of the image, in pixels.
      #
      #   @return [Symbol, OpenAI::Models::ImageGenCompletedEventSize]
      required :size, -> { ImageGenCompletedEventSize }

      # @!attribute [r] type
      #   Tells this event from the others.
      #
      #   @return [Symbol]
      required :type, Internal::Type::Name

      # @!attribute [r] usage
      #   Tokens that the request took; only GPT image models report them.
      #
      #   @return [OpenAI::Models::ImageGenCompletedEventUsage]
      required :usage, -> { ImageGenCompletedEventUsage }
    end
  end

  ImageGenCompletedEvent = Models::ImageGenCompletedEvent
end
