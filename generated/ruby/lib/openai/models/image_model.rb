# frozen_string_literal: true

module OpenAI
  module Models
    # An image model. The listed ones are known to this revision; any other name is passed on as it is.
    module ImageModel
      extend Internal::Enum

      GPT_IMAGE_1_5 = :"gpt-image-1.5"
      DALL_E_2 = :"dall-e-2"
      DALL_E_3 = :"dall-e-3"
      GPT_IMAGE_1 = :"gpt-image-1"
      GPT_IMAGE_1_MINI = :"gpt-image-1-mini"
    end
  end

  ImageModel = Models::ImageModel
end
