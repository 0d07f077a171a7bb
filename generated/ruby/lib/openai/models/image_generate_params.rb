# frozen_string_literal: true

module OpenAI
  module Models
    # What to draw, and how.
    class ImageGenerateParams < BaseModel
      # @!attribute [r] prompt
      #   What the images should show, in words.
      #
      #   Must have at most 32000 characters when model is, or is assumed to be, of family gpt-image. Must
      #   have at most 1000 characters when model is, or is assumed to be, of family dall-e-2. Must have
      #   at most 4000 characters when model is, or is assumed to be, of family dall-e-3.
      #
      #   @return [String]
      required :prompt, String

      # @!attribute [r] background
      #   How the background is filled. With `auto` the model picks what suits the image best.
      #
      #   Only allowed if model is, or is assumed to be, of family gpt-image.
      #
      #   Default: "auto", assumed by the server.
      #
      #   @return [Symbol, OpenAI::Models::ImageGenerateParamsBackground, nil]
      optional :background, -> { ImageGenerateParamsBackground }

      # @!attribute [r] model
      #   The model that draws. When absent, `dall-e-2` is used, or a GPT image model as soon as a
      #   parameter that only those have is sent.
      #
      #   @return [Symbol, OpenAI::Models::ImageModel, nil]
      optional :model, -> { ImageModel }

      # @!attribute [r] moderation
      #   How strictly content is moderated; `low` filters less.
      #
      #   Only allowed if model is, or is assumed to be, of family gpt-image.
      #
      #   Default: "auto", assumed by the server.
      #
      #   @return [Symbol, OpenAI::Models::ImageGenerateParamsModeration, nil]
      optional :moderation, -> { ImageGenerateParamsModeration }

      # @!attribute [r] n
      #   How many images to draw.
      #
      #   Must be at least 1. Must be at most 10. Must be 1 when model is, or is assumed to be, of family
      #   dall-e-3.
      #
      #   @return [Integer, nil]
      optional :n, Integer

      # @!attribute [r] output_compression
      #   Compression level of the images, in percent.
      #
      #   Only allowed if model is, or is assumed to be, of family gpt-image. Must be at least 0 and be at
      #   most 100. Only allowed if output_format is "webp" or "jpeg".
      #
      #   Default: 100, assumed by the server.
      #
      #   @return [Integer, nil]
      optional :output_compression, Integer

      # @!attribute [r] output_format
      #   File format of the images.
      #
      #   Only allowed if model is, or is assumed to be, of family gpt-image. Must be "png" or "webp" when
      #   background is "transparent".
      #
      #   Default: "png", assumed by the server.
      #
      #   @return [Symbol, OpenAI::Models::ImageGenerateParamsOutputFormat, nil]
      optional :output_format, -> { ImageGenerateParamsOutputFormat }

      # @!attribute [r] partial_images
      #   How many unfinished images a stream shows on the way. With 0 the finished image comes in a
      #   single event. Fewer may arrive if the image is finished sooner.
      #
      #   Must be at least 0. Must be at most 3. Only allowed if stream is true (a warning).
      #
      #   @return [Integer, nil]
      optional :partial_images, Integer

      # @!attribute [r] quality
      #   How much care goes into the images. With `auto` the best quality of the model is used.
      #
      #   Must be "high", "medium", "low" or "auto" when model is, or is assumed to be, of family
      #   gpt-image. Must be "standard" or "auto" when model is, or is assumed to be, of family dall-e-2.
      #   Must be "hd", "standard" or "auto" when model is, or is assumed to be, of family dall-e-3.
      #
      #   Default: "auto", assumed by the server.
      #
      #   @return [Symbol, OpenAI::Models::ImageGenerateParamsQuality, nil]
      optional :quality, -> { ImageGenerateParamsQuality }

      # @!attribute [r] response_format
      #   Whether images come as links, which work for 60 minutes, or as base64 text. GPT image models
      #   always answer with base64.
      #
      #   Not allowed if model is, or is assumed to be, of family gpt-image.
      #
      #   Default: "url", assumed by the server.
      #
      #   @return [Symbol, OpenAI::Models::ImageGenerateParamsResponseFormat, nil]
      optional :response_format, -> { ImageGenerateParamsResponseFormat }

      # @!attribute [r] size
      #   Width and height of the images, in pixels; 1536x1024 is landscape, 1024x1536 portrait. `auto` is
      #   what GPT image models go by when it is left out.
      #
      #   Must be "1024x1024", "1536x1024", "1024x1536" or "auto" when model is, or is assumed to be, of
      #   family gpt-image. Must be "256x256", "512x512" or "1024x1024" when model is, or is assumed to
      #   be, of family dall-e-2. Must be "1024x1024", "1792x1024" or "1024x1792" when model is, or is
      #   assumed to be, of family dall-e-3.
      #
      #   @return [Symbol, OpenAI::Models::ImageGenerateParamsSize, nil]
      optional :size, -> { ImageGenerateParamsSize }

      # @!attribute [r] stream
      #   Whether the answer is an event stream.
      #
      #   Only allowed if model is, or is assumed to be, of family gpt-image.
      #
      #   Default: false, assumed by the server.
      #
      #   @return [Boolean, nil]
      optional :stream, Internal::Type::Boolean

      # @!attribute [r] style
      #   `vivid` leans towards the dramatic and hyper-real, `natural` towards the plain and lifelike.
      #
      #   Only allowed if model is, or is assumed to be, of family dall-e-3.
      #
      #   @return [Symbol, OpenAI::Models::ImageGenerateParamsStyle, nil]
      optional :style, -> { ImageGenerateParamsStyle }

      # @!attribute [r] user
      #   An identifier that stands for one end user of yours; it helps to monitor and detect abuse.
      #
      #   @return [String, nil]
      optional :user, String
    end
  end

  ImageGenerateParams = Models::ImageGenerateParams
end
