# frozen_string_literal: true

module OpenAI
  # One broken constraint: the id of its rule, where the value is (a JSON Pointer), what is
  # wrong (never the value itself), `:error` or `:warn`, and who states the rule.
  Violation = Struct.new(:rule, :path, :message, :severity, :source) do
    def initialize(rule, path, message, severity = :error, source = "schema")
      super
      freeze
    end
  end
end
