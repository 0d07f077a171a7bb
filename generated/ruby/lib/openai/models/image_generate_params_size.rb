# frozen_string_literal: true

module OpenAI
  module Models
    # Width and height of the images, in pixels; 1536x1024 is landscape, 1024x1536 portrait. `auto` is
    # what GPT image models go by when it is left out.
    module ImageGenerateParamsSize
      extend Internal::Enum

      AUTO = :auto
      SIZE_1024X1024 = :"1024x1024"
      SIZE_1536X1024 = :"1536x1024"
      SIZE_1024X1536 = :"1024x1536"
      SIZE_256X256 = :"256x256"
      SIZE_512X512 = :"512x512"
      SIZE_1792X1024 = :"1792x1024"
      SIZE_1024X1792 = :"1024x1792"
    end
  end

  ImageGenerateParamsSize = Models::ImageGenerateParamsSize
end
