# frozen_string_literal: true

module OpenAI
  module Models
    # Whether images come as links, which work for 60 minutes, or as base64 text. GPT image models
    # always answer with base64.
    module ImageGenerateParamsResponseFormat
      extend Internal::Enum

      URL = :url
      B64_JSON = :b64_json
    end
  end

  ImageGenerateParamsResponseFormat = Models::ImageGenerateParamsResponseFormat
end
