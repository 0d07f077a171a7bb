# frozen_string_literal: true

module OpenAI
  module Models
    # Tokens that the request took; only GPT image models report them.
    class ImagesResponseUsage < BaseModel
      # @!attribute [r] input_tokens
      #   Tokens of the prompt, text and images together.
      #
      #   @return [Integer]
      required :input_tokens, Integer

      # @!attribute [r] input_tokens_details
      #   Tokens of the prompt by kind.
      #
      #   @return [OpenAI::Models::ImagesResponseUsageInputTokensDetails]
      required :input_tokens_details, -> { ImagesResponseUsageInputTokensDetails }

      # @!attribute [r] output_tokens
      #   Tokens that the model produced.
      #
      #   @return [Integer]
      required :output_tokens, Integer

      # @!attribute [r] total_tokens
      #   Tokens of prompt and output together.
      #
      #   @return [Integer]
      required :total_tokens, Integer

      # @!attribute [r] output_tokens_details
      #   Tokens of the output by kind.
      #
      #   @return [OpenAI::Models::ImagesResponseUsageOutputTokensDetails, nil]
      optional :output_tokens_details, -> { ImagesResponseUsageOutputTokensDetails }
    end
  end

  ImagesResponseUsage = Models::ImagesResponseUsage
end
