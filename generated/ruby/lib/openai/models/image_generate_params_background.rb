# frozen_string_literal: true

module OpenAI
  module Models
    # How the background is filled. With `auto` the model picks what suits the image best.
    module ImageGenerateParamsBackground
      extend Internal::Enum

      TRANSPARENT = :transparent
      OPAQUE = :opaque
      AUTO = :auto
    end
  end

  ImageGenerateParamsBackground = Models::ImageGenerateParamsBackground
end
