# frozen_string_literal: true

module OpenAI
  module Internal
    # Where a secret goes: a header, a query parameter or a cookie, after a prefix. It is
    # held by one of the options of the client, or a name and a password by two.
    Credential = Struct.new(:place, :name, :prefix, :options, keyword_init: true) do
      # @param secrets [Hash{Symbol => String}] by option
      # @return [String] the secret as it is sent
      def value(secrets)
        found = options.map { |option| secrets[option].to_s }
        prefix + (found.size == 1 ? found.first : [found.join(":")].pack("m0"))
      end
    end

    # A part of the server's address: its name there, and what it is by default.
    Variable = Struct.new(:name, :default)

    # What is known of an API: its server, and the names of its headers and variables.
    #
    # `credentials` are the secrets by the name of their scheme, `security` the ways in that
    # most operations have: in each the schemes that go together; `always` says that no call
    # can do without a key. `headers` are options that travel as headers, `environment` the
    # variables that stand in for options, `variables` options that stand in `base_url` in
    # braces. `request_id` is the header with a request's id, `envelope` the key around
    # errors, `end_of_stream` the data that ends an event stream.
    Facts = Struct.new(
      :user_agent, :base_url, :credentials, :security, :always, :headers, :environment,
      :variables, :request_id, :envelope, :end_of_stream,
      keyword_init: true
    ) do
      # @return [Array<Symbol>] the options that hold secrets
      def secrets
        credentials.each_value.flat_map(&:options).uniq
      end

      # @return [Array<String>] headers that only the API's own server may see, in lower case
      def secret_headers
        own = credentials.each_value.select { |one| one.place == "header" }.map(&:name)
        [*own, *headers.values, "authorization", "cookie", "proxy-authorization"].map(&:downcase)
      end

      # @param headers [Hash{String => String}]
      # @return [String, nil]
      def id_in(headers)
        headers[request_id] if request_id
      end
    end
  end
end
