# frozen_string_literal: true

module OpenAI
  module Models
    # Tokens of the prompt by kind.
    class ImageGenCompletedEventUsageInputTokensDetails < BaseModel
      # @!attribute [r] image_tokens
      #   Image tokens of the prompt.
      #
      #   @return [Integer]
      required :image_tokens, Integer

      # @!attribute [r] text_tokens
      #   Text tokens of the prompt.
      #
      #   @return [Integer]
      required :text_tokens, Integer
    end
  end

  ImageGenCompletedEventUsageInputTokensDetails = Models::ImageGenCompletedEventUsageInputTokensDetails
end
