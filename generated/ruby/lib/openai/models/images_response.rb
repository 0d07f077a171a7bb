# frozen_string_literal: true

module OpenAI
  module Models
    # The images that were drawn, and what they took.
    class ImagesResponse < BaseModel
      # @!attribute [r] created
      #   When the images were created, in Unix seconds.
      #
      #   @return [Integer]
      required :created, Integer

      # @!attribute [r] background
      #   The background that was used.
      #
      #   @return [Symbol, OpenAI::Models::ImagesResponseBackground, nil]
      optional :background, -> { ImagesResponseBackground }

      # @!attribute [r] data
      #   The images that were drawn.
      #
      #   @return [Array<OpenAI::Models::Image>, nil]
      optional :data, -> { Internal::Type.list(Image) }

      # @!attribute [r] output_format
      #   The file format of the images.
      #
      #   @return [Symbol, OpenAI::Models::ImagesResponseOutputFormat, nil]
      optional :output_format, -> { ImagesResponseOutputFormat }

      # @!attribute [r] quality
      #   The quality that was used.
      #
      #   @return [Symbol, OpenAI::Models::ImagesResponseQuality, nil]
      optional :quality, -> { ImagesResponseQuality }

      # @!attribute [r] size
      #   Width and height of the images, in pixels.
      #
      #   @return [Symbol, OpenAI::Models::ImagesResponseSize, nil]
      optional :size, -> { ImagesResponseSize }

      # @!attribute [r] usage
      #   Tokens that the request took; only GPT image models report them.
      #
      #   @return [OpenAI::Models::ImagesResponseUsage, nil]
      optional :usage, -> { ImagesResponseUsage }
    end
  end

  ImagesResponse = Models::ImagesResponse
end
