# frozen_string_literal: true

module OpenAI
  module Models
    # The quality that was asked for.
    module ImageGenPartialImageEventQuality
      extend Internal::Enum

      LOW = :low
      MEDIUM = :medium
      HIGH = :high
      AUTO = :auto
    end
  end

  ImageGenPartialImageEventQuality = Models::ImageGenPartialImageEventQuality
end
