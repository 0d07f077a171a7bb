# frozen_string_literal: true

module OpenAI
  module Models
    # The background that was used.
    module ImageGenCompletedEventBackground
      extend Internal::Enum

      TRANSPARENT = :transparent
      OPAQUE = :opaque
      AUTO = :auto
    end
  end

  ImageGenCompletedEventBackground = Models::ImageGenCompletedEventBackground
end
