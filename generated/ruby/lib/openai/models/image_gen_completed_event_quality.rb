# frozen_string_literal: true

module OpenAI
  module Models
    # The quality that was used.
    module ImageGenCompletedEventQuality
      extend Internal::Enum

      LOW = :low
      MEDIUM = :medium
      HIGH = :high
      AUTO = :auto
    end
  end

  ImageGenCompletedEventQuality = Models::ImageGenCompletedEventQuality
end
