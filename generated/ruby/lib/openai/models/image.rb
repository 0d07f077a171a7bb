# frozen_string_literal: true

module OpenAI
  module Models
    # One image, as base64 text or as a link.
    class Image < BaseModel
      # @!attribute [r] b64_json
      #   The image in base64. GPT image models always answer so, the others when `response_format` is
      #   `b64_json`.
      #
      #   @return [String, nil]
      optional :b64_json, String

      # @!attribute [r] revised_prompt
      #   The prompt as `dall-e-3` rewrote it before drawing.
      #
      #   @return [String, nil]
      optional :revised_prompt, String

      # @!attribute [r] url
      #   A link to the image, from `dall-e-2` and `dall-e-3` when `response_format` is `url`, which is
      #   the default.
      #
      #   @return [String, nil]
      optional :url, String
    end
  end

  Image = Models::Image
end
