# frozen_string_literal: true

module OpenAI
  module Models
    # The file format of the images.
    module ImagesResponseOutputFormat
      extend Internal::Enum

      PNG = :png
      WEBP = :webp
      JPEG = :jpeg
    end
  end

  ImagesResponseOutputFormat = Models::ImagesResponseOutputFormat
end
