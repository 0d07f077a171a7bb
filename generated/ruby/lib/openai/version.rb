# frozen_string_literal: true

module OpenAI
  VERSION = "2025.12.0"
end
