# frozen_string_literal: true

module OpenAI
  module Models
    # How much care goes into the images. With `auto` the best quality of the model is used.
    module ImageGenerateParamsQuality
      extend Internal::Enum

      STANDARD = :standard
      HD = :hd
      LOW = :low
      MEDIUM = :medium
      HIGH = :high
      AUTO = :auto
    end
  end

  ImageGenerateParamsQuality = Models::ImageGenerateParamsQuality
end
