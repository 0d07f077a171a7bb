# frozen_string_literal: true

module OpenAI
  module Models
    # Tokens that the request took; only GPT image models report them.
    class ImageGenCompletedEventUsage < BaseModel
      # @!attribute [r] input_tokens
      #   Tokens of the prompt, text and images together.
      #
      #   @return [Integer]
      required :input_tokens, Integer

      # @!attribute [r] input_tokens_details
      #   Tokens of the prompt by kind.
      #
      #   @return [OpenAI::Models::ImageGenCompletedEventUsageInputTokensDetails]
      required :input_tokens_details, -> { ImageGenCompletedEventUsageInputTokensDetails }

      # @!attribute [r] output_tokens
      #   Image tokens of the finished image.
      #
      #   @return [Integer]
      required :output_tokens, Integer

      # @!attribute [r] total_tokens
      #   Tokens of prompt and output together.
      #
      #   @return [Integer]
      required :total_tokens, Integer
    end
  end

  ImageGenCompletedEventUsage = Models::ImageGenCompletedEventUsage
end
