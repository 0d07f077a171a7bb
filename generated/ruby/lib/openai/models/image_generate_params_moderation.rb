# frozen_string_literal: true

module OpenAI
  module Models
    # How strictly content is moderated; `low` filters less.
    module ImageGenerateParamsModeration
      extend Internal::Enum

      LOW = :low
      AUTO = :auto
    end
  end

  ImageGenerateParamsModeration = Models::ImageGenerateParamsModeration
end
