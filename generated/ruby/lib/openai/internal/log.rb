# frozen_string_literal: true

module OpenAI
  module Internal
    # Tells a logger of methods, paths, statuses, request ids, retries and broken
    # constraints; never of bodies, headers, queries or keys. Without a logger, what has at
    # least some level goes to standard error.
    class Log
      LEVELS = %w[debug info warn].freeze
      private_constant :LEVELS

      # @param logger [Logger, nil] or what has its methods `debug`, `info` and `warn`
      # @param level [String, nil] `debug`, `info` or `warn`, where there is no logger
      def initialize(logger, level)
        @logger = logger
        @level = LEVELS.index(level.to_s.downcase) || LEVELS.index("warn")
      end

      LEVELS.each_with_index do |name, level|
        define_method(name) do |&message|
          next @logger.public_send(name, &message) if @logger

          # Not `warn`: what it says would be lost where Ruby's own warnings are off.
          $stderr.write("#{OpenAI} #{name.upcase}: #{message.call}\n") if level >= @level
        end
      end
    end
  end
end
