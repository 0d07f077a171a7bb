# frozen_string_literal: true

module OpenAI
  # What is wrong with a value: structure first, then rules. `value` is a hash, with strings
  # or symbols for keys (of two keys that are the same as text the later one counts, as in
  # JSON), or an instance of the model.
  module Validators
    module_function

    # @param model [Class] a model that an operation sends
    # @param value [Object]
    # @return [Array<Violation>] everything that is wrong
    # @raise [ArgumentError] for another model
    def violations(model, value)
      judge = judge_of(model)
      plain = Internal::Wire.plain?(value) ? value : Internal::Wire.plain(value) { |other| other }
      return [Violation.new("type", "", "the value must be an object")] unless plain.is_a?(Hash)

      judge.violations(plain)
    end

    # @param model [Class]
    # @param value [Object]
    # @return [void]
    # @raise [Errors::ConstraintError] with the violations of severity `:error`, if there are any
    def validate(model, value)
      errors = violations(model, value).select { |one| one.severity == :error }
      raise Errors::ConstraintError, errors unless errors.empty?
    end

    # @param model [Class]
    # @param value [Object]
    # @return [Boolean] whether {.validate} would not raise
    def valid?(model, value)
      violations(model, value).none? { |one| one.severity == :error }
    end

    # @api private
    def judge_of(model)
      name = model.name.to_s.delete_prefix("#{Models.name}::") if model.is_a?(Class) && model < BaseModel
      return const_get(name, false) if name && !name.include?("::") && const_defined?(name, false)

      raise ::ArgumentError, "no validator for #{model.inspect}; there is one for each model that is sent"
    end
    private_class_method :judge_of
  end
end
