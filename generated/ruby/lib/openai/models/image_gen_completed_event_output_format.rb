# frozen_string_literal: true

module OpenAI
  module Models
    # The file format of the image.
    module ImageGenCompletedEventOutputFormat
      extend Internal::Enum

      PNG = :png
      WEBP = :webp
      JPEG = :jpeg
    end
  end

  ImageGenCompletedEventOutputFormat = Models::ImageGenCompletedEventOutputFormat
end
