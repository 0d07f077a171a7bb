# frozen_string_literal: true

module OpenAI
  module Models
    # File format of the images.
    module ImageGenerateParamsOutputFormat
      extend Internal::Enum

      PNG = :png
      JPEG = :jpeg
      WEBP = :webp
    end
  end

  ImageGenerateParamsOutputFormat = Models::ImageGenerateParamsOutputFormat
end
