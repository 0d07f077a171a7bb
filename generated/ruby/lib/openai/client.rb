# frozen_string_literal: true

module OpenAI
  # OpenAI images. Calls are made by resource and method.
  class Client < Internal::BaseClient
    FACTS = Internal::Facts.new(
      user_agent: "openai-ruby/2025.12.0",
      base_url: "https://api.openai.com/v1",
      credentials: {
        "bearerAuth" => Internal::Credential.new(
          place: "header",
          name: "Authorization",
          prefix: "Bearer ",
          options: [:api_key]
        )
      },
      security: [["bearerAuth"]],
      always: true,
      headers: { organization: "OpenAI-Organization", project: "OpenAI-Project" },
      environment: {
        api_key: "OPENAI_API_KEY",
        base_url: "OPENAI_BASE_URL",
        organization: "OPENAI_ORG_ID",
        project: "OPENAI_PROJECT_ID",
        log: "OPENAI_LOG"
      },
      variables: {},
      request_id: "x-request-id",
      envelope: "error",
      end_of_stream: "[DONE]"
    )
    private_constant :FACTS

    # Nothing is connected before the first call.
    #
    # @param api_key [String, #call, nil] The key, or what responds to `call` and is asked for it at
    #   each try. Else the environment's `OPENAI_API_KEY`.
    # @param organization [String, nil] Sent as `OpenAI-Organization`. Else the environment's
    #   `OPENAI_ORG_ID`.
    # @param project [String, nil] Sent as `OpenAI-Project`. Else the environment's
    #   `OPENAI_PROJECT_ID`.
    # @param base_url [String, nil] Where the API is, if not at https://api.openai.com/v1. Else the
    #   environment's `OPENAI_BASE_URL`.
    # @param timeout [Numeric, nil] Seconds; by default 600, and 5 for a connection. Nil waits for
    #   ever.
    # @param max_retries [Integer] How often a call is tried again after a failure that may pass.
    # @param default_headers [Hash] Headers for every call; nil removes one.
    # @param default_query [Hash] Query parameters for every call.
    # @param validate [Symbol] Whether a broken constraint raises (`:error`), is logged (`:warn`), or
    #   is not looked for (`:off`).
    # @param ignore_rules [Enumerable<String>] Ids of rules that are not looked at, as violations have
    #   them.
    # @param max_event_size [Integer] Bytes that one event of a stream may have.
    # @param logger [Logger, nil] Is told of calls, retries and broken constraints, by `debug`, `info`
    #   and `warn`; without one, warnings go to standard error.
    # @param configure_http [#call, nil] Is given each new `Net::HTTP` before it connects, for
    #   certificates for example; proxies are taken from the environment.
    # @raise [OpenAI::Errors::InvalidArgumentError] if an option means nothing
    # @raise [OpenAI::Errors::Error] if there is no key
    def initialize(
      api_key: nil,
      organization: nil,
      project: nil,
      base_url: nil,
      timeout: OMIT,
      max_retries: 2,
      default_headers: {},
      default_query: {},
      validate: :error,
      ignore_rules: [],
      max_event_size: Internal::Options::MAX_EVENT_SIZE,
      logger: nil,
      configure_http: nil
    )
      super(
        FACTS,
        api_key:,
        organization:,
        project:,
        base_url:,
        timeout:,
        max_retries:,
        default_headers:,
        default_query:,
        validate:,
        ignore_rules:,
        max_event_size:,
        logger:,
        configure_http:
      )
    end

    # @return [OpenAI::Resources::Images]
    def images
      Resources::Images.new(self)
    end
  end
end
