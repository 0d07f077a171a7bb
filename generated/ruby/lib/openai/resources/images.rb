# frozen_string_literal: true

module OpenAI
  module Resources
    # The methods of `images`.
    class Images < Internal::Resource
      GENERATE = Internal::Operation.new(
        http: "POST",
        path: "/images/generations",
        params: -> { Models::ImageGenerateParams },
        answer: Internal::Success.new(:json, -> { Models::ImagesResponse }, object: true),
        event: -> { Models::ImageGenStreamEvent },
        stream_field: "stream"
      )

      private_constant :GENERATE

      # Create image
      #
      # Creates one or more images from a prompt. With `stream` the answer is an event stream of partial
      # images that ends with the finished one.
      #
      # @param prompt [String] What the images should show, in words.
      #   Must have at most 32000 characters when model is, or is assumed to be, of family gpt-image. Must
      #   have at most 1000 characters when model is, or is assumed to be, of family dall-e-2. Must have
      #   at most 4000 characters when model is, or is assumed to be, of family dall-e-3.
      # @param background [String, Symbol, OpenAI::Models::ImageGenerateParamsBackground, nil] How the
      #   background is filled. With `auto` the model picks what suits the image best.
      #   Only allowed if model is, or is assumed to be, of family gpt-image.
      #   Default: "auto", assumed by the server.
      # @param model [String, Symbol, OpenAI::Models::ImageModel, nil] The model that draws. When
      #   absent, `dall-e-2` is used, or a GPT image model as soon as a parameter that only those have is
      #   sent.
      # @param moderation [String, Symbol, OpenAI::Models::ImageGenerateParamsModeration, nil] How
      #   strictly content is moderated; `low` filters less.
      #   Only allowed if model is, or is assumed to be, of family gpt-image.
      #   Default: "auto", assumed by the server.
      # @param n [Integer, nil] How many images to draw.
      #   Must be at least 1. Must be at most 10. Must be 1 when model is, or is assumed to be, of family
      #   dall-e-3.
      # @param output_compression [Integer, nil] Compression level of the images, in percent.
      #   Only allowed if model is, or is assumed to be, of family gpt-image. Must be at least 0 and be at
      #   most 100. Only allowed if output_format is "webp" or "jpeg".
      #   Default: 100, assumed by the server.
      # @param output_format [String, Symbol, OpenAI::Models::ImageGenerateParamsOutputFormat, nil] File
      #   format of the images.
      #   Only allowed if model is, or is assumed to be, of family gpt-image. Must be "png" or "webp" when
      #   background is "transparent".
      #   Default: "png", assumed by the server.
      # @param partial_images [Integer, nil] How many unfinished images a stream shows on the way. With
      #   0 the finished image comes in a single event. Fewer may arrive if the image is finished sooner.
      #   Must be at least 0. Must be at most 3. Only allowed if stream is true (a warning).
      # @param quality [String, Symbol, OpenAI::Models::ImageGenerateParamsQuality, nil] How much care
      #   goes into the images. With `auto` the best quality of the model is used.
      #   Must be "high", "medium", "low" or "auto" when model is, or is assumed to be, of family
      #   gpt-image. Must be "standard" or "auto" when model is, or is assumed to be, of family dall-e-2.
      #   Must be "hd", "standard" or "auto" when model is, or is assumed to be, of family dall-e-3.
      #   Default: "auto", assumed by the server.
      # @param response_format [String, Symbol, OpenAI::Models::ImageGenerateParamsResponseFormat, nil]
      #   Whether images come as links, which work for 60 minutes, or as base64 text. GPT image models
      #   always answer with base64.
      #   Not allowed if model is, or is assumed to be, of family gpt-image.
      #   Default: "url", assumed by the server.
      # @param size [String, Symbol, OpenAI::Models::ImageGenerateParamsSize, nil] Width and height of
      #   the images, in pixels; 1536x1024 is landscape, 1024x1536 portrait. `auto` is what GPT image
      #   models go by when it is left out.
      #   Must be "1024x1024", "1536x1024", "1024x1536" or "auto" when model is, or is assumed to be, of
      #   family gpt-image. Must be "256x256", "512x512" or "1024x1024" when model is, or is assumed to
      #   be, of family dall-e-2. Must be "1024x1024", "1792x1024" or "1024x1792" when model is, or is
      #   assumed to be, of family dall-e-3.
      # @param stream [Boolean, nil] Whether the answer is an event stream.
      #   Only allowed if model is, or is assumed to be, of family gpt-image.
      #   Default: false, assumed by the server.
      # @param style [String, Symbol, OpenAI::Models::ImageGenerateParamsStyle, nil] `vivid` leans
      #   towards the dramatic and hyper-real, `natural` towards the plain and lifelike.
      #   Only allowed if model is, or is assumed to be, of family dall-e-3.
      # @param user [String] An identifier that stands for one end user of yours; it helps to monitor
      #   and detect abuse.
      # @param request_options [Hash] `extra_headers`, `extra_query`, `extra_body`, `timeout`,
      #   `max_retries`, `validate`
      # @return [OpenAI::Models::ImagesResponse,
      #   OpenAI::Internal::Stream<OpenAI::Models::ImageGenStreamEvent>]
      # @raise [OpenAI::Errors::Error]
      def generate(
        prompt:,
        background: OMIT,
        model: OMIT,
        moderation: OMIT,
        n: OMIT,
        output_compression: OMIT,
        output_format: OMIT,
        partial_images: OMIT,
        quality: OMIT,
        response_format: OMIT,
        size: OMIT,
        stream: OMIT,
        style: OMIT,
        user: OMIT,
        request_options: {}
      )
        call(
          GENERATE,
          body: {
            "prompt" => prompt,
            "background" => background,
            "model" => model,
            "moderation" => moderation,
            "n" => n,
            "output_compression" => output_compression,
            "output_format" => output_format,
            "partial_images" => partial_images,
            "quality" => quality,
            "response_format" => response_format,
            "size" => size,
            "stream" => stream,
            "style" => style,
            "user" => user
          },
          request_options:
        )
      end

      # The same as generate, answered item by item.
      #
      # @param arguments [Hash] those of {#generate}
      # @return [OpenAI::Internal::Stream<OpenAI::Models::ImageGenStreamEvent>]
      # @raise [OpenAI::Errors::Error]
      def generate_stream_raw(**arguments)
        generate(**arguments, stream: true)
      end
    end
  end
end
