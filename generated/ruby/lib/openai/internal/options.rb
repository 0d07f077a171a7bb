# frozen_string_literal: true

require "uri"

module OpenAI
  module Internal
    # The options of clients and calls, checked. No message shows a value that may be secret.
    module Options
      # Seconds; the clocks of operating systems do not count much further.
      LONGEST_TIMEOUT = 1_000_000_000
      # Seconds for a connection, where no timeout is given.
      CONNECT_TIMEOUT = 5
      # Seconds for everything else, where no timeout is given.
      TIMEOUT = 600
      # Bytes that one event of a stream may have.
      MAX_EVENT_SIZE = 128 * (2**20)
      MODES = %i[error warn off].freeze
      KNOWN = %i[
        base_url timeout max_retries default_headers default_query validate ignore_rules max_event_size logger
        configure_http
      ].freeze

      module_function

      # @param facts [Facts]
      # @param name [Symbol] an option
      # @param value [Object] what was given; nil asks the environment
      # @return [Object]
      # @raise [Errors::InvalidArgumentError]
      def checked(facts, name, value)
        value = ENV.fetch(facts.environment[name], nil) if value.nil? && facts.environment[name]
        value = nil if value == ""
        return secret(facts, name, value) if facts.secrets.include?(name)

        KNOWN.include?(name) ? public_send(name, value) : header(name, value)
      end

      # @param facts [Facts]
      # @param names [Array<Symbol>] options
      # @return [Errors::Error] that no way in can be taken for want of them
      def missing(facts, names)
        hints = names.map do |name|
          variable = facts.environment[name]
          variable ? "#{name} or the environment variable #{variable}" : name.to_s
        end
        what = names.first == :api_key ? "API key" : "credentials"
        Errors::Error.new("no #{what}: set the option #{hints.join('; or ')}")
      end

      # @param url [String]
      # @return [String] the address of a server
      # @raise [Errors::InvalidArgumentError] for what is none
      def address(url)
        refuse("base_url must begin with 'https://' or 'http://'") unless url.match?(%r{\Ahttps?://}i)
        refuse("base_url must not have a fragment") if url.include?("#")
        if url.split("://", 2).last[%r{\A[^/?]*}].include?("@")
          refuse("base_url must not have a user or a password; they would take the place of the key")
        end
        refuse("base_url names no host") if URI.parse(url).host.to_s.empty?
        url
      rescue URI::Error
        refuse("base_url is not a URL")
      end

      def base_url(value)
        value && address(value.to_s)
      end

      # @param value [Numeric, nil, Object] seconds; nil waits for ever
      def timeout(value)
        return value if value.nil? || OMIT.equal?(value)
        return value if value.is_a?(Numeric) && value.real? && value.positive? && value <= LONGEST_TIMEOUT

        refuse("timeout must be a number of seconds above 0, or nil")
      end

      # @return [Symbol]
      def validate(value)
        return value.to_sym if value.respond_to?(:to_sym) && MODES.include?(value.to_sym)

        refuse("validate must be :error, :warn or :off, not #{value.inspect}")
      end

      def max_retries(value)
        return value if value.is_a?(Numeric) && value.real? && value >= 0

        refuse("max_retries must be a number from 0 on, not #{value.inspect}")
      end

      def max_event_size(value)
        return value if value.is_a?(Integer) && value.positive?

        refuse("max_event_size must be a number of bytes, not #{value.inspect}")
      end

      # @return [Array<String>]
      def ignore_rules(value)
        return value.map(&:to_s).freeze if value.is_a?(Enumerable)

        refuse("ignore_rules must be a list of rule ids")
      end

      # @return [Hash{String => Object}]
      def default_headers(value)
        mapping("default_headers", value)
      end

      # @return [Hash{String => Object}]
      def default_query(value)
        mapping("default_query", value)
      end

      def logger(value)
        return value if value.nil? || %i[debug info warn].all? { |name| value.respond_to?(name) }

        refuse("logger must have the methods debug, info and warn")
      end

      def configure_http(value)
        return value if value.nil? || value.respond_to?(:call)

        refuse("configure_http must respond to call")
      end

      # @param name [String]
      # @param value [Hash, nil]
      # @return [Hash{String => Object}]
      def mapping(name, value)
        refuse("#{name} must be a hash") unless value.nil? || value.is_a?(Hash)
        (value || {}).transform_keys(&:to_s).freeze
      end

      def header(name, value)
        return value if value.nil? || value.is_a?(String)

        refuse("#{name} must be a string")
      end
      private_class_method :header

      def secret(facts, name, value)
        refuse("#{name} must be a string, or respond to call") unless
          value.nil? || value.is_a?(String) || value.respond_to?(:call)
        raise missing(facts, [name]) if value.nil? && facts.always

        value
      end
      private_class_method :secret

      def refuse(message)
        raise Errors::InvalidArgumentError, message
      end
      private_class_method :refuse
    end
  end
end
