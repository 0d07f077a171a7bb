# frozen_string_literal: true

module ThisGem
  module Internal
    # Time and chance; tests put others in their place.
    class Clock
      # @param seconds [Float]
      def sleep(seconds)
        Kernel.sleep(seconds)
      end

      # @return [Float] in Unix seconds
      def now
        Process.clock_gettime(Process::CLOCK_REALTIME, :float_second)
      end

      # @return [Float] from 0 to 1
      def random
        Random.rand
      end
    end

    # The options of a client, its connections, and its calls. Threads may share a client.
    class BaseClient
      # @api private
      attr_reader :facts, :log

      # @param facts [Facts]
      # @param options [Hash{Symbol => Object}]
      # @raise [Errors::InvalidArgumentError] if an option means nothing
      def initialize(facts, clock: Clock.new, **options)
        @facts = facts
        @clock = clock
        @options = options.to_h { |name, value| [name, Options.checked(facts, name, value)] }
        @connections = Connections.new(@options[:configure_http])
        settle
      end

      # @return [String]
      attr_reader :base_url

      %i[timeout max_retries default_headers default_query validate ignore_rules max_event_size].each do |name|
        define_method(name) { @options[name] }
      end

      # A copy with other options. Headers and query parameters are added to those of this
      # client; the connections are shared, unless they are configured anew.
      #
      # @param options [Hash{Symbol => Object}] as {#initialize} takes them
      # @return [BaseClient]
      # @raise [Errors::InvalidArgumentError]
      def with_options(**options)
        unknown = options.keys - @options.keys
        raise Errors::InvalidArgumentError, "no option #{unknown.map(&:inspect).join(', ')}" unless unknown.empty?

        dup.tap { |copy| copy.send(:change, options) }
      end

      # Calls what the spec does not know, with all that other calls have.
      #
      # @param method [Symbol, String]
      # @param path [String] below the base URL
      # @param query [Hash, nil]
      # @param headers [Hash, nil]
      # @param body [Object] JSON, or what `request_options[:content_type]` says: a hash as a
      #   form, a file, a text
      # @param stream [Boolean] whether a stream of events is asked for
      # @param request_options [Hash]
      # @return [Object, nil] JSON with symbols for keys, or a {Stream} of it
      # @raise [Errors::Error]
      def request(method:, path:, query: nil, headers: nil, body: OMIT, stream: false, request_options: {})
        operation = Operation.new(
          http: RequestParts.http_method(method), path: RequestParts.below(path), event: Type::Unknown,
          answer: Success.new(stream ? :events : :any)
        )
        options = CallOptions.of(request_options)
        options.extra_query = options.extra(:extra_query).merge(Options.mapping("query", query))
        options.extra_headers = options.extra(:extra_headers).merge(Options.mapping("headers", headers))
        call(operation, request_options: options, body:)
      end

      # Closes the connections, also those of copies.
      #
      # @return [void]
      def close
        @connections.close
      end

      # @return [Boolean] whether no call can be made any more
      def closed?
        @connections.closed?
      end

      # @return [String] without keys
      def inspect
        "#<#{self.class} base_url=#{base_url.inspect}>"
      end

      # @api private
      # @param mode [Symbol] `:parsed`, or `:raw` for a {Response}
      def call(operation, mode: :parsed, request_options: {}, **given)
        options = request_options.is_a?(CallOptions) ? request_options : CallOptions.of(request_options)
        preparing = Preparing.new(self, operation, given, options)
        answer = Exchange.new(preparing.call, Transport.new(@connections), facts, @clock, log).answer
        id = facts.id_in(answer.reply.headers)
        parse = lambda do
          next Stream.new(preparing.operation, answer, facts, max_event_size) if preparing.streams?

          result = Reading.new(operation, answer, id).result
          operation.pages ? page(operation, result, given, options) : result
        end
        mode == :raw ? Response.new(answer, id, &parse) : parse.call
      end

      # @api private
      def option(name)
        @options[name]
      end

      # @api private
      # @return [Boolean] whether the user says where the API is
      def moved?
        !@options[:base_url].nil?
      end

      # @api private
      # @return [String] an address whose variables are what the options say
      def filled(url)
        facts.variables.reduce(url) do |found, (option, variable)|
          found.gsub("{#{variable.name}}") { @options[option] || variable.default }
        end
      end

      private

      def settle
        @base_url = @options[:base_url] || Options.address(filled(facts.base_url.to_s))
        @log = Log.new(@options[:logger], ENV.fetch(facts.environment.fetch(:log, ""), nil))
      end

      def change(options)
        found = options.to_h do |name, value|
          value = Options.checked(facts, name, value)
          %i[default_headers default_query].include?(name) ? [name, @options[name].merge(value)] : [name, value]
        end
        @connections = Connections.new(found[:configure_http]) if found[:configure_http]
        @options = @options.merge(found)
        settle
      end

      # An answer as a page that can ask for the next one.
      def page(operation, answer, given, options)
        pages = operation.pages
        place = pages.in_body ? :body : :query
        known = given.fetch(place, Wire::NOTHING)
        asked = options.extra(:extra_query)[pages.wire] unless pages.in_body
        asked = known[pages.wire] if asked.nil? && !OMIT.equal?(known[pages.wire])
        Page.new(pages, answer, asked) do |value|
          more = options.dup
          more.extra_query = options.extra(:extra_query).except(pages.wire) unless pages.in_body
          call(operation, request_options: more, **given, place => known.merge(pages.wire => value))
        end
      end
    end

    # The methods of a client by topic.
    class Resource
      # @api private
      def initialize(client, mode = :parsed)
        @client = client
        @mode = mode
      end

      # @return [Resource] the same methods, which return a {Response}: the status, headers
      #   and id of a request beside what is read of its answer
      def with_raw_response
        self.class.new(@client, :raw)
      end

      # @return [String]
      def inspect
        "#<#{self.class}>"
      end

      private

      def call(operation, **given)
        @client.call(operation, mode: @mode, **given)
      end
    end
  end
end
