# frozen_string_literal: true

module OpenAI
  module Models
    # The background that was used.
    module ImagesResponseBackground
      extend Internal::Enum

      TRANSPARENT = :transparent
      OPAQUE = :opaque
    end
  end

  ImagesResponseBackground = Models::ImagesResponseBackground
end
