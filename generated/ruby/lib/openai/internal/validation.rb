# frozen_string_literal: true

module OpenAI
  module Internal
    # Requests are judged before they are sent.
    module Validation
      module_function

      # Raises for violations of severity `:error`, and logs all others; in mode `:warn` it
      # logs all. No warning is given of undeclared keys that are in `extra`: they were
      # meant. Rules that the client ignores are not looked at.
      #
      # @param params [Proc] gives the model, or the union of models, that the body is
      # @param body [Object] as it travels
      # @param extra [Array<String>] keys
      # @param mode [Symbol]
      # @param client [BaseClient]
      # @raise [Errors::ConstraintError]
      def check(params, body, extra, mode, client)
        model = model_of(params.call, body)
        return if model.nil?

        meant = extra.map { |key| Constraints.step("", key) }
        found = Validators.violations(model, body).reject do |one|
          client.ignore_rules.include?(one.rule) || (unknown?(one) && meant.include?(one.path))
        end
        errors, others = found.partition { |one| one.severity == :error && mode == :error }
        others.each { |one| client.log.warn { "#{one.rule} at #{shown(one.path)}: #{one.message}" } }
        raise Errors::ConstraintError, errors unless errors.empty?
      end

      # The model of a body; of a union the arm that is certain, if there is one.
      def model_of(kind, body)
        return kind unless kind.is_a?(Union)

        found = kind.arm_of(body, certain: true) if body.is_a?(Hash)
        found = found.call if found.is_a?(Proc)
        found.is_a?(Union) ? model_of(found, body) : found
      end
      private_class_method :model_of

      def unknown?(violation)
        violation.rule == "unknown" && violation.severity == :warn
      end
      private_class_method :unknown?

      # A path on one line.
      def shown(path)
        path.empty? ? "/" : path.scrub("?").gsub(/[^[:print:]]/, "?")
      end
      private_class_method :shown
    end
  end
end
