# frozen_string_literal: true

module OpenAI
  module Validators
    # Judges {Models::ImageGenerateParams}.
    #
    # @api private
    module ImageGenerateParams
      extend Internal::Judge

      undeclared :warn, beside: %w[
        prompt background model moderation n output_compression output_format partial_images quality
        response_format size stream style user
      ]

      PROMPT_REQUIRED = Violation.new("prompt.required", "/prompt", "prompt must be sent", :error, "schema")
      PROMPT_TYPE = Violation.new("prompt.type", "/prompt", "prompt must be a string", :error, "schema")
      PROMPT_UNICODE = Violation.new(
        "prompt.unicode",
        "/prompt",
        "prompt must hold no lone surrogate",
        :error,
        "schema"
      )
      BACKGROUND_TYPE = Violation.new(
        "background.type",
        "/background",
        "background must be a string",
        :error,
        "schema"
      )
      BACKGROUND_VALUES = %w[transparent opaque auto].freeze
      BACKGROUND_ENUM = Violation.new(
        "background.enum",
        "/background",
        "background must be \"transparent\", \"opaque\" or \"auto\"",
        :error,
        "schema"
      )
      MODEL_TYPE = Violation.new("model.type", "/model", "model must be a string", :error, "schema")
      MODEL_UNICODE = Violation.new(
        "model.unicode",
        "/model",
        "model must hold no lone surrogate",
        :error,
        "schema"
      )
      MODERATION_TYPE = Violation.new(
        "moderation.type",
        "/moderation",
        "moderation must be a string",
        :error,
        "schema"
      )
      MODERATION_VALUES = %w[low auto].freeze
      MODERATION_ENUM = Violation.new(
        "moderation.enum",
        "/moderation",
        "moderation must be \"low\" or \"auto\"",
        :error,
        "schema"
      )
      N_TYPE = Violation.new("n.type", "/n", "n must be an integer", :error, "schema")
      N_MINIMUM = Violation.new("n.minimum", "/n", "n must be at least 1", :error, "schema")
      N_MAXIMUM = Violation.new("n.maximum", "/n", "n must be at most 10", :error, "schema")
      OUTPUT_COMPRESSION_TYPE = Violation.new(
        "output_compression.type",
        "/output_compression",
        "output_compression must be an integer",
        :error,
        "schema"
      )
      OUTPUT_FORMAT_TYPE = Violation.new(
        "output_format.type",
        "/output_format",
        "output_format must be a string",
        :error,
        "schema"
      )
      OUTPUT_FORMAT_VALUES = %w[png jpeg webp].freeze
      OUTPUT_FORMAT_ENUM = Violation.new(
        "output_format.enum",
        "/output_format",
        "output_format must be \"png\", \"jpeg\" or \"webp\"",
        :error,
        "schema"
      )
      PARTIAL_IMAGES_TYPE = Violation.new(
        "partial_images.type",
        "/partial_images",
        "partial_images must be an integer",
        :error,
        "schema"
      )
      PARTIAL_IMAGES_MINIMUM = Violation.new(
        "partial_images.minimum",
        "/partial_images",
        "partial_images must be at least 0",
        :error,
        "schema"
      )
      PARTIAL_IMAGES_MAXIMUM = Violation.new(
        "partial_images.maximum",
        "/partial_images",
        "partial_images must be at most 3",
        :error,
        "schema"
      )
      QUALITY_TYPE = Violation.new("quality.type", "/quality", "quality must be a string", :error, "schema")
      QUALITY_VALUES = %w[standard hd low medium high auto].freeze
      QUALITY_ENUM = Violation.new(
        "quality.enum",
        "/quality",
        "quality must be \"standard\", \"hd\", \"low\", \"medium\", \"high\" or \"auto\"",
        :error,
        "schema"
      )
      RESPONSE_FORMAT_TYPE = Violation.new(
        "response_format.type",
        "/response_format",
        "response_format must be a string",
        :error,
        "schema"
      )
      RESPONSE_FORMAT_VALUES = %w[url b64_json].freeze
      RESPONSE_FORMAT_ENUM = Violation.new(
        "response_format.enum",
        "/response_format",
        "response_format must be \"url\" or \"b64_json\"",
        :error,
        "schema"
      )
      SIZE_TYPE = Violation.new("size.type", "/size", "size must be a string", :error, "schema")
      SIZE_VALUES = %w[auto 1024x1024 1536x1024 1024x1536 256x256 512x512 1792x1024 1024x1792].freeze
      SIZE_ENUM = Violation.new(
        "size.enum",
        "/size",
        "size must be \"auto\", \"1024x1024\", \"1536x1024\", \"1024x1536\", \"256x256\", \"512x512\", \"1792x1024\" or \"1024x1792\"",
        :error,
        "schema"
      )
      STREAM_TYPE = Violation.new("stream.type", "/stream", "stream must be true or false", :error, "schema")
      STYLE_TYPE = Violation.new("style.type", "/style", "style must be a string", :error, "schema")
      STYLE_VALUES = %w[vivid natural].freeze
      STYLE_ENUM = Violation.new(
        "style.enum",
        "/style",
        "style must be \"vivid\" or \"natural\"",
        :error,
        "schema"
      )
      USER_TYPE = Violation.new("user.type", "/user", "user must be a string", :error, "schema")
      USER_UNICODE = Violation.new("user.unicode", "/user", "user must hold no lone surrogate", :error, "schema")
      MODEL_IS_GPT_IMAGE = ["gpt-image-1.5", "gpt-image-1", "gpt-image-1-mini", :"gpt-image"].freeze
      PROMPT_LENGTH_GPT_IMAGE = Violation.new(
        "prompt-length",
        "/prompt",
        "prompt must have at most 32000 characters when model is, or is assumed to be, of family gpt-image",
        :error,
        "images-generate.ruby, prompt"
      )
      PROMPT_LENGTH_DALL_E_2 = Violation.new(
        "prompt-length",
        "/prompt",
        "prompt must have at most 1000 characters when model is, or is assumed to be, of family dall-e-2",
        :error,
        "images-generate.ruby, prompt"
      )
      PROMPT_LENGTH_DALL_E_3 = Violation.new(
        "prompt-length",
        "/prompt",
        "prompt must have at most 4000 characters when model is, or is assumed to be, of family dall-e-3",
        :error,
        "images-generate.ruby, prompt"
      )
      GPT_IMAGE_ONLY_BACKGROUND = Violation.new(
        "gpt-image-only",
        "/background",
        "background is only allowed if model is, or is assumed to be, of family gpt-image",
        :error,
        "images-generate.ruby, background, moderation, output_compression, output_format, stream"
      )
      GPT_IMAGE_ONLY_MODERATION = Violation.new(
        "gpt-image-only",
        "/moderation",
        "moderation is only allowed if model is, or is assumed to be, of family gpt-image",
        :error,
        "images-generate.ruby, background, moderation, output_compression, output_format, stream"
      )
      GPT_IMAGE_ONLY_OUTPUT_COMPRESSION = Violation.new(
        "gpt-image-only",
        "/output_compression",
        "output_compression is only allowed if model is, or is assumed to be, of family gpt-image",
        :error,
        "images-generate.ruby, background, moderation, output_compression, output_format, stream"
      )
      GPT_IMAGE_ONLY_OUTPUT_FORMAT = Violation.new(
        "gpt-image-only",
        "/output_format",
        "output_format is only allowed if model is, or is assumed to be, of family gpt-image",
        :error,
        "images-generate.ruby, background, moderation, output_compression, output_format, stream"
      )
      GPT_IMAGE_ONLY_STREAM = Violation.new(
        "gpt-image-only",
        "/stream",
        "stream is only allowed if model is, or is assumed to be, of family gpt-image",
        :error,
        "images-generate.ruby, background, moderation, output_compression, output_format, stream"
      )
      MODEL_IS_NOT_GPT_IMAGE = ["dall-e-2", "dall-e-3"].freeze
      TRANSPARENT_FORMAT = Violation.new(
        "transparent-format",
        "/output_format",
        "output_format must be \"png\" or \"webp\" when background is \"transparent\"",
        :error,
        "images-generate.ruby, background"
      )
      TRANSPARENT_FORMAT_ALLOWED = %w[png webp].freeze
      N_ONE = Violation.new(
        "n-one",
        "/n",
        "n must be 1 when model is, or is assumed to be, of family dall-e-3",
        :error,
        "images-generate.ruby, n"
      )
      COMPRESSION_RANGE = Violation.new(
        "compression-range",
        "/output_compression",
        "output_compression must be at least 0 and be at most 100",
        :error,
        "images-generate.ruby, output_compression"
      )
      COMPRESSION_FORMAT = Violation.new(
        "compression-format",
        "/output_compression",
        "output_compression is only allowed if output_format is \"webp\" or \"jpeg\"",
        :error,
        "images-generate.ruby, output_compression"
      )
      COMPRESSION_FORMAT_ALLOWED = %w[webp jpeg].freeze
      PARTIAL_IMAGES_STREAMING = Violation.new(
        "partial-images-streaming",
        "/partial_images",
        "partial_images is only allowed if stream is true",
        :warn,
        "images-generate.ruby, partial_images"
      )
      QUALITY_VALUES_GPT_IMAGE_ALLOWED = %w[high medium low auto].freeze
      QUALITY_VALUES_GPT_IMAGE = Violation.new(
        "quality-values",
        "/quality",
        "quality must be \"high\", \"medium\", \"low\" or \"auto\" when model is, or is assumed to be, of family gpt-image",
        :error,
        "images-generate.ruby, quality"
      )
      QUALITY_VALUES_DALL_E_2_ALLOWED = %w[standard auto].freeze
      QUALITY_VALUES_DALL_E_2 = Violation.new(
        "quality-values",
        "/quality",
        "quality must be \"standard\" or \"auto\" when model is, or is assumed to be, of family dall-e-2",
        :error,
        "images-generate.ruby, quality"
      )
      QUALITY_VALUES_DALL_E_3_ALLOWED = %w[hd standard auto].freeze
      QUALITY_VALUES_DALL_E_3 = Violation.new(
        "quality-values",
        "/quality",
        "quality must be \"hd\", \"standard\" or \"auto\" when model is, or is assumed to be, of family dall-e-3",
        :error,
        "images-generate.ruby, quality"
      )
      RESPONSE_FORMAT_MODELS = Violation.new(
        "response-format-models",
        "/response_format",
        "response_format is not allowed if model is, or is assumed to be, of family gpt-image",
        :error,
        "images-generate.ruby, response_format"
      )
      SIZE_VALUES_GPT_IMAGE_ALLOWED = %w[1024x1024 1536x1024 1024x1536 auto].freeze
      SIZE_VALUES_GPT_IMAGE = Violation.new(
        "size-values",
        "/size",
        "size must be \"1024x1024\", \"1536x1024\", \"1024x1536\" or \"auto\" when model is, or is assumed to be, of family gpt-image",
        :error,
        "images-generate.ruby, size"
      )
      SIZE_VALUES_DALL_E_2_ALLOWED = %w[256x256 512x512 1024x1024].freeze
      SIZE_VALUES_DALL_E_2 = Violation.new(
        "size-values",
        "/size",
        "size must be \"256x256\", \"512x512\" or \"1024x1024\" when model is, or is assumed to be, of family dall-e-2",
        :error,
        "images-generate.ruby, size"
      )
      SIZE_VALUES_DALL_E_3_ALLOWED = %w[1024x1024 1792x1024 1024x1792].freeze
      SIZE_VALUES_DALL_E_3 = Violation.new(
        "size-values",
        "/size",
        "size must be \"1024x1024\", \"1792x1024\" or \"1024x1792\" when model is, or is assumed to be, of family dall-e-3",
        :error,
        "images-generate.ruby, size"
      )
      STYLE_MODELS = Violation.new(
        "style-models",
        "/style",
        "style is only allowed if model is, or is assumed to be, of family dall-e-3",
        :error,
        "images-generate.ruby, style"
      )
      MODEL_IS_NOT_DALL_E_3 = [
        "gpt-image-1.5",
        "gpt-image-1",
        "gpt-image-1-mini",
        "dall-e-2",
        :"gpt-image"
      ].freeze

      def self.structure(value, _path, _prefix, found, _objects)
        if value.key?("prompt")
          prompt = value["prompt"]
          if !prompt.is_a?(String)
            found << PROMPT_TYPE
          elsif !prompt.valid_encoding?
            found << PROMPT_UNICODE
          end
        else
          found << PROMPT_REQUIRED
        end
        background = value["background"]
        unless background.nil?
          if !background.is_a?(String)
            found << BACKGROUND_TYPE
          elsif !BACKGROUND_VALUES.include?(background)
            found << BACKGROUND_ENUM
          end
        end
        model = value["model"]
        unless model.nil?
          if !model.is_a?(String)
            found << MODEL_TYPE
          elsif !model.valid_encoding?
            found << MODEL_UNICODE
          end
        end
        moderation = value["moderation"]
        unless moderation.nil?
          if !moderation.is_a?(String)
            found << MODERATION_TYPE
          elsif !MODERATION_VALUES.include?(moderation)
            found << MODERATION_ENUM
          end
        end
        n = value["n"]
        unless n.nil?
          if !integer?(n)
            found << N_TYPE
          elsif n < 1
            found << N_MINIMUM
          elsif n > 10
            found << N_MAXIMUM
          end
        end
        output_compression = value["output_compression"]
        found << OUTPUT_COMPRESSION_TYPE unless output_compression.nil? || integer?(output_compression)
        output_format = value["output_format"]
        unless output_format.nil?
          if !output_format.is_a?(String)
            found << OUTPUT_FORMAT_TYPE
          elsif !OUTPUT_FORMAT_VALUES.include?(output_format)
            found << OUTPUT_FORMAT_ENUM
          end
        end
        partial_images = value["partial_images"]
        unless partial_images.nil?
          if !integer?(partial_images)
            found << PARTIAL_IMAGES_TYPE
          elsif partial_images < 0
            found << PARTIAL_IMAGES_MINIMUM
          elsif partial_images > 3
            found << PARTIAL_IMAGES_MAXIMUM
          end
        end
        quality = value["quality"]
        unless quality.nil?
          if !quality.is_a?(String)
            found << QUALITY_TYPE
          elsif !QUALITY_VALUES.include?(quality)
            found << QUALITY_ENUM
          end
        end
        response_format = value["response_format"]
        unless response_format.nil?
          if !response_format.is_a?(String)
            found << RESPONSE_FORMAT_TYPE
          elsif !RESPONSE_FORMAT_VALUES.include?(response_format)
            found << RESPONSE_FORMAT_ENUM
          end
        end
        size = value["size"]
        unless size.nil?
          if !size.is_a?(String)
            found << SIZE_TYPE
          elsif !SIZE_VALUES.include?(size)
            found << SIZE_ENUM
          end
        end
        stream = value["stream"]
        found << STREAM_TYPE unless stream.nil? || boolean?(stream)
        style = value["style"]
        unless style.nil?
          if !style.is_a?(String)
            found << STYLE_TYPE
          elsif !STYLE_VALUES.include?(style)
            found << STYLE_ENUM
          end
        end
        if value.key?("user")
          user = value["user"]
          if !user.is_a?(String)
            found << USER_TYPE
          elsif !user.valid_encoding?
            found << USER_UNICODE
          end
        end
      end

      def self.rules(value, path, invalid, found)
        prompt = sent(value, path, invalid, "prompt")
        background = sent(value, path, invalid, "background")
        sent_model = sent(value, path, invalid, "model")
        moderation = sent(value, path, invalid, "moderation")
        n = sent(value, path, invalid, "n")
        output_compression = sent(value, path, invalid, "output_compression")
        sent_output_format = sent(value, path, invalid, "output_format")
        partial_images = sent(value, path, invalid, "partial_images")
        quality = sent(value, path, invalid, "quality")
        response_format = sent(value, path, invalid, "response_format")
        size = sent(value, path, invalid, "size")
        sent_stream = sent(value, path, invalid, "stream")
        style = sent(value, path, invalid, "style")
        model = sent_model
        if sent_model.nil?
          if surely_sent(background, moderation, output_compression, sent_output_format, sent_stream) >= 1
            model = :"gpt-image"
          elsif maybe_sent(background, moderation, output_compression, sent_output_format, sent_stream) <= 0
            model = "dall-e-2"
          else
            model = Internal::Constraints::INVALID
          end
        end
        output_format = sent_output_format
        output_format = "png" if sent_output_format.nil?
        stream = sent_stream
        stream = false if sent_stream.nil?
        if sent?(prompt)
          if MODEL_IS_GPT_IMAGE.include?(model) && prompt.length > 32_000
            found << measured(PROMPT_LENGTH_GPT_IMAGE, prompt.length)
          elsif model == "dall-e-2" && prompt.length > 1000
            found << measured(PROMPT_LENGTH_DALL_E_2, prompt.length)
          elsif model == "dall-e-3" && prompt.length > 4000
            found << measured(PROMPT_LENGTH_DALL_E_3, prompt.length)
          end
        end
        if MODEL_IS_NOT_GPT_IMAGE.include?(model)
          found << GPT_IMAGE_ONLY_BACKGROUND if sent?(background)
          found << GPT_IMAGE_ONLY_MODERATION if sent?(moderation)
          found << GPT_IMAGE_ONLY_OUTPUT_COMPRESSION if sent?(output_compression)
          found << GPT_IMAGE_ONLY_OUTPUT_FORMAT if sent?(sent_output_format)
          found << GPT_IMAGE_ONLY_STREAM if sent?(sent_stream)
        end
        if background == "transparent" &&
           known?(output_format) &&
           !TRANSPARENT_FORMAT_ALLOWED.include?(output_format)
          found << TRANSPARENT_FORMAT
        end
        found << N_ONE if model == "dall-e-3" && sent?(n) && n != 1
        if sent?(output_compression)
          found << COMPRESSION_RANGE if output_compression < 0 || output_compression > 100
          if known?(output_format) && !COMPRESSION_FORMAT_ALLOWED.include?(output_format)
            found << COMPRESSION_FORMAT
          end
        end
        found << PARTIAL_IMAGES_STREAMING if sent?(partial_images) && known?(stream) && stream != true
        if sent?(quality)
          if MODEL_IS_GPT_IMAGE.include?(model) && !QUALITY_VALUES_GPT_IMAGE_ALLOWED.include?(quality)
            found << QUALITY_VALUES_GPT_IMAGE
          elsif model == "dall-e-2" && !QUALITY_VALUES_DALL_E_2_ALLOWED.include?(quality)
            found << QUALITY_VALUES_DALL_E_2
          elsif model == "dall-e-3" && !QUALITY_VALUES_DALL_E_3_ALLOWED.include?(quality)
            found << QUALITY_VALUES_DALL_E_3
          end
        end
        found << RESPONSE_FORMAT_MODELS if sent?(response_format) && MODEL_IS_GPT_IMAGE.include?(model)
        if sent?(size)
          if MODEL_IS_GPT_IMAGE.include?(model) && !SIZE_VALUES_GPT_IMAGE_ALLOWED.include?(size)
            found << SIZE_VALUES_GPT_IMAGE
          elsif model == "dall-e-2" && !SIZE_VALUES_DALL_E_2_ALLOWED.include?(size)
            found << SIZE_VALUES_DALL_E_2
          elsif model == "dall-e-3" && !SIZE_VALUES_DALL_E_3_ALLOWED.include?(size)
            found << SIZE_VALUES_DALL_E_3
          end
        end
        found << STYLE_MODELS if sent?(style) && MODEL_IS_NOT_DALL_E_3.include?(model)
      end
    end
  end
end
