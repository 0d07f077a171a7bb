# frozen_string_literal: true

require_relative "lib/openai/version"

Gem::Specification.new do |spec|
  spec.name = "openai"
  spec.version = OpenAI::VERSION
  spec.summary = "Client, models and validators of OpenAI images"
  spec.description = "Made from the spec of OpenAI images (2025-12) and its constraints."
  spec.authors = ["accordant"]
  spec.required_ruby_version = ">= 3.1"
  spec.files = Dir["lib/**/*.rb", "sig/**/*.rbs", "spec/**/*", "README.md", ".yardopts"]
  spec.require_paths = ["lib"]
  spec.metadata["rubygems_mfa_required"] = "true"
end
