# frozen_string_literal: true

module OpenAI
  module Models
    # Width and height that were asked for, in pixels.
    module ImageGenPartialImageEventSize
      extend Internal::Enum

      SIZE_1024X1024 = :"1024x1024"
      SIZE_1024X1536 = :"1024x1536"
      SIZE_1536X1024 = :"1536x1024"
      AUTO = :auto
    end
  end

  ImageGenPartialImageEventSize = Models::ImageGenPartialImageEventSize
end
