# frozen_string_literal: true

module OpenAI
  module Models
    # An event of a streamed generation.
    module ImageGenStreamEvent
      extend Internal::Union

      discriminator "type"
      variant "image_generation.partial_image", -> { ImageGenPartialImageEvent }
      variant "image_generation.completed", -> { ImageGenCompletedEvent }
    end
  end

  ImageGenStreamEvent = Models::ImageGenStreamEvent
end
