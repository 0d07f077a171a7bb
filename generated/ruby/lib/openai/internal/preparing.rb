# frozen_string_literal: true

require "uri"

module OpenAI
  module Internal
    # What one call is told beside its arguments: `request_options` of a method.
    CallOptions = Struct.new(
      :extra_headers, :extra_query, :extra_body, :timeout, :max_retries, :validate, :content_type, :stream,
      keyword_init: true
    ) do
      # @param given [Hash{Symbol => Object}]
      # @return [CallOptions]
      # @raise [Errors::InvalidArgumentError]
      def self.of(given)
        raise Errors::InvalidArgumentError, "request_options must be a hash" unless given.respond_to?(:to_h)

        given = { timeout: OMIT }.merge(given.to_h.transform_keys(&:to_sym))
        unknown = given.keys - members
        return new(**given) if unknown.empty?

        raise Errors::InvalidArgumentError,
              "request_options has no #{unknown.map(&:inspect).join(', ')}; there are #{members.join(', ')}"
      end

      # @return [Hash{String => Object}] what one of the `extra_` options adds
      def extra(name)
        Options.mapping(name.to_s, self[name])
      end
    end

    # From a method's arguments to a call.
    class Preparing
      # Headers that another server may see, whoever set them.
      HARMLESS = %w[accept accept-encoding content-type user-agent].freeze
      private_constant :HARMLESS

      # @param client [BaseClient]
      # @param operation [Operation]
      # @param given [Hash{Symbol => Object}] `body`, and by place the parameters
      # @param options [CallOptions]
      def initialize(client, operation, given, options)
        @client = client
        @facts = client.facts
        @operation = options.stream ? operation.streamed : operation
        @given = given
        @options = options
        @body = body
      end

      # @return [Operation] what is asked for
      attr_reader :operation

      # @return [Boolean] whether the call is answered item by item
      def streams?
        @operation.streams?(@body)
      end

      # @return [Call]
      # @raise [Errors::ConstraintError, Errors::InvalidArgumentError] for what cannot be sent
      def call(unread: false)
        judge
        way_in = credentials
        url = RequestParts.target(home, @operation.path[/\A[^?]*/], placed("path"), @operation.styles_in("path"))
        Call.new(
          http_method: @operation.http, url:, request: request(url, way_in),
          secrets: way_in.flat_map(&:options).to_h { |name| [name, @client.option(name)] },
          unread: unread || streams?, events: streams? ? @operation.stream_media : [],
          max_retries: Options.max_retries(@options.max_retries || @client.max_retries),
          private_headers:
        )
      end

      private

      def placed(place)
        @given.fetch(place.to_sym, Wire::NOTHING)
      end

      # The body as it travels, but for files; nil if there is none.
      def body
        given = @given[:body]
        extra = Wire.plain(@options.extra(:extra_body)) { |file| file }
        wire = given.nil? || OMIT.equal?(given) ? nil : Wire.plain(given) { |leaf| sendable(leaf) }
        wire = merged(wire, extra) unless extra.empty?
        wire unless @operation.optional && wire == {}
      end

      def sendable(leaf)
        return leaf if FilePart.file?(leaf)

        raise Errors::InvalidArgumentError, "#{leaf.class} is no JSON value, and no file"
      end

      def merged(wire, extra)
        return extra if wire.nil?
        return wire.merge(extra) if wire.is_a?(Hash)

        raise Errors::InvalidArgumentError, "extra_body needs a body that is a JSON object"
      end

      def judge
        mode = @options.validate.nil? ? @client.validate : Options.validate(@options.validate)
        return if @operation.params.nil? || mode == :off || @body.nil?

        Validation.check(@operation.params, Bodies.judged(@body), @options.extra(:extra_body).keys, mode, @client)
      end

      # Where an operation is: at a server of its own, unless the user says where.
      def home
        return @client.base_url if @operation.server.nil? || @client.moved?

        Options.address(URI.join(@client.base_url, @client.filled(@operation.server)).to_s)
      end

      # What lets a call in: the first of the ways for which all is there. A header that the
      # user sets stands for its secret.
      def credentials
        wanted = []
        ways = @operation.security || @facts.security
        ways.sort_by.with_index { |way, index| [way.empty? ? 1 : 0, index] }.each do |way|
          found = way.map { |name| @facts.credentials.fetch(name) }
          left = found.select { |one| @client.option(one.options.first).nil? }
          lacking = left.reject { |one| one.place == "header" && named?(one.name) }
          return found - left if lacking.empty?

          wanted += lacking.map { |one| one.options.first }
        end
        raise Options.missing(@facts, wanted.uniq) unless wanted.empty?

        []
      end

      def named?(header)
        outer.any? { |layer| layer.keys.any? { |name| name.casecmp?(header) } }
      end

      def outer
        @outer ||= [@client.default_headers, @options.extra(:extra_headers)]
      end

      def private_headers
        set = outer.flat_map { |layer| layer.keys.map(&:downcase) }
        (set - HARMLESS) | @facts.secret_headers
      end

      # What makes the request, once the secrets are known.
      def request(url, way_in)
        own, content = framed
        query = pairs
        timeout = OMIT.equal?(@options.timeout) ? @client.timeout : Options.timeout(@options.timeout)
        lambda do |secrets|
          secret, keyed = placed_secrets(way_in, secrets, own["Cookie"])
          text = (query + keyed).map { |name, value| name ? "#{name}=#{value}" : value }.join("&")
          Request.new(
            http_method: @operation.http, uri: URI.parse(text.empty? ? url : "#{url}?#{text}"),
            headers: RequestParts.headers(own, secret, @client.default_headers, declared_headers, outer.last),
            body: content, timeout:
          )
        end
      end

      # The headers that this library writes, and the body.
      def framed
        own = { "Accept" => @operation.accept(streams?), "User-Agent" => @facts.user_agent }
        cookie = RequestParts.cookie(placed("cookie"), @operation.styles_in("cookie"))
        own["Cookie"] = cookie unless cookie.empty?
        @facts.headers.each { |option, header| own[header] = @client.option(option) }
        return [own, nil] if @body.nil?

        media = @options.content_type || @operation.media
        own["Content-Type"], content = Bodies.content(media, @body, @operation.parts)
        [own, content]
      end

      def declared_headers
        @declared_headers ||= RequestParts.styled(placed("header"), @operation.styles_in("header"))
      end

      def pairs
        found = RequestParts.query(
          [home, *@operation.path[/\?.*/m]].join,
          RequestParts.undeclared(@client.default_query),
          RequestParts.declared(placed("query"), @operation.styles_in("query")),
          RequestParts.undeclared(@options.extra(:extra_query))
        )
        whole = @given.fetch(:querystring, OMIT)
        found + RequestParts.whole_query(whole, @operation.styles_in("querystring").fetch("", Styles::FORM))
      end

      def placed_secrets(way_in, secrets, cookie)
        headers = {}
        query = []
        way_in.each do |one|
          value = one.value(secrets)
          case one.place
          when "query" then query << [Styles.quote(one.name), Styles.quote(value)]
          when "cookie" then cookie = headers["Cookie"] = [*cookie, "#{one.name}=#{value}"].join("; ")
          else headers[one.name] = value
          end
        end
        [headers, query]
      end
    end
  end
end
