# frozen_string_literal: true

module OpenAI
  module Models
    # The quality that was used.
    module ImagesResponseQuality
      extend Internal::Enum

      LOW = :low
      MEDIUM = :medium
      HIGH = :high
    end
  end

  ImagesResponseQuality = Models::ImagesResponseQuality
end
