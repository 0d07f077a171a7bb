# frozen_string_literal: true

module OpenAI
  module Models
    # Tokens of the output by kind.
    class ImagesResponseUsageOutputTokensDetails < BaseModel
      # @!attribute [r] image_tokens
      #   Image tokens that the model produced.
      #
      #   @return [Integer]
      required :image_tokens, Integer

      # @!attribute [r] text_tokens
      #   Text tokens that the model produced.
      #
      #   @return [Integer]
      required :text_tokens, Integer
    end
  end

  ImagesResponseUsageOutputTokensDetails = Models::ImagesResponseUsageOutputTokensDetails
end
