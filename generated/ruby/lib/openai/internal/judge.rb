# frozen_string_literal: true

module OpenAI
  module Internal
    # What validates a model. Each has a `structure` and `rules`, if there is anything to
    # say of them.
    module Judge
      include Constraints

      # @param value [Hash] as it travels
      # @return [Array<Violation>] everything that is wrong: the structure of all objects,
      #   then unknown keys, then rules
      def violations(value)
        found = []
        objects = []
        enter(value, "", "", found, objects)
        invalid = found.to_h { |one| [one.path, true] }
        Judge.each_unknown(objects, found)
        objects.each { |judge, object, path| judge.rules(object, path, invalid, found) }
        found.size > 1 ? found.uniq { |one| [one.rule, one.path] } : found
      end

      # Reports the undeclared keys of some objects.
      def self.each_unknown(objects, found)
        objects.each { |judge, object, path| judge.unknown(object, path, found) }
      end

      # Judges the structure of an object, and remembers it for the rest.
      def enter(value, path, prefix, found, objects)
        objects << [self, value, path]
        structure(value, path, prefix, found, objects)
      end

      def structure(_value, _path, _prefix, _found, _objects); end

      def rules(_value, _path, _invalid, _found); end

      # Reports each undeclared key, sorted by code point.
      def unknown(value, path, found)
        return unless @severity

        (value.keys - @fields).sort.each do |key|
          found << Violation.new("unknown", step(path, key), "not a known field", @severity)
        end
      end

      private

      # The severity of keys that are not declared.
      def undeclared(severity, beside:)
        @severity = severity
        @fields = beside.freeze
      end
    end
  end
end
