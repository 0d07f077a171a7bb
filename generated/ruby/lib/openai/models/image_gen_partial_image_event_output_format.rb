# frozen_string_literal: true

module OpenAI
  module Models
    # The file format that was asked for.
    module ImageGenPartialImageEventOutputFormat
      extend Internal::Enum

      PNG = :png
      WEBP = :webp
      JPEG = :jpeg
    end
  end

  ImageGenPartialImageEventOutputFormat = Models::ImageGenPartialImageEventOutputFormat
end
