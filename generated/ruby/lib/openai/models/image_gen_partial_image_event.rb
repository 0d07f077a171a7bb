# frozen_string_literal: true

module OpenAI
  module Models
    # An unfinished image, on the way to the final one.
    class ImageGenPartialImageEvent < BaseModel
      # @!attribute [r] b64_json
      #   The unfinished image in base64.
      #
      #   @return [String]
      required :b64_json, String

      # @!attribute [r] background
      #   The background that was asked for.
      #
      #   @return [Symbol, OpenAI::Models::ImageGenPartialImageEventBackground]
      required :background, -> { ImageGenPartialImageEventBackground }

      # @!attribute [r] created_at
      #   When the event was created, in Unix seconds.
      #
      #   @return [Integer]
      required :created_at, Integer

      # @!attribute [r] output_format
      #   The file format that was asked for.
      #
      #   @return [Symbol, OpenAI::Models::ImageGenPartialImageEventOutputFormat]
      required :output_format, -> { ImageGenPartialImageEventOutputFormat }

      # @!attribute [r] partial_image_index
      #   Which unfinished image this is, counted from 0.
      #
      #   @return [Integer]
      required :partial_image_index, Integer

      # @!attribute [r] quality
      #   The quality that was asked for.
      #
      #   @return [Symbol, OpenAI::Models::ImageGenPartialImageEventQuality]
      required :quality, -> { ImageGenPartialImageEventQuality }

      # @!attribute [r] size
      #   Width and height that were asked for, in pixels.
      #
      #   @return [Symbol, OpenAI::Models::ImageGenPartialImageEventSize]
      required :size, -> { ImageGenPartialImageEventSize }

      # @!attribute [r] type
      #   Tells this event from the others.
      #
      #   @return [Symbol]
      required :type, Internal::Type::Name
    end
  end

  ImageGenPartialImageEvent = Models::ImageGenPartialImageEvent
end
