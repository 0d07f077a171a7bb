# frozen_string_literal: true

module OpenAI
  module Models
    # `vivid` leans towards the dramatic and hyper-real, `natural` towards the plain and lifelike.
    module ImageGenerateParamsStyle
      extend Internal::Enum

      VIVID = :vivid
      NATURAL = :natural
    end
  end

  ImageGenerateParamsStyle = Models::ImageGenerateParamsStyle
end
