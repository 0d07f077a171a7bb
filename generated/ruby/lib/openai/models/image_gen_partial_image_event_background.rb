# frozen_string_literal: true

module OpenAI
  module Models
    # The background that was asked for.
    module ImageGenPartialImageEventBackground
      extend Internal::Enum

      TRANSPARENT = :transparent
      OPAQUE = :opaque
      AUTO = :auto
    end
  end

  ImageGenPartialImageEventBackground = Models::ImageGenPartialImageEventBackground
end
