# frozen_string_literal: true

module OpenAI
  module Models
    # Width and height of the images, in pixels.
    module ImagesResponseSize
      extend Internal::Enum

      SIZE_1024X1024 = :"1024x1024"
      SIZE_1024X1536 = :"1024x1536"
      SIZE_1536X1024 = :"1536x1024"
    end
  end

  ImagesResponseSize = Models::ImagesResponseSize
end
