# frozen_string_literal: true

module OpenAI
  # What can go wrong: one base, and a class for each kind of failure.
  module Errors
    # Base of all errors of this library.
    class Error < StandardError; end

    # An argument that cannot be sent, or an option that means nothing.
    class InvalidArgumentError < Error; end

    # A request that breaks constraints; nothing was sent.
    class ConstraintError < Error
      # @return [Array<Violation>] all of severity :error
      attr_reader :violations

      # @param violations [Array<Violation>]
      def initialize(violations)
        @violations = violations.dup.freeze
        super(violations.map { |one| "#{one.message} (#{one.rule})" }.join("; "))
      end
    end

    # The API, or the way to it, failed.
    class APIError < Error
      # @return [String] where the request went, without keys
      attr_reader :url
      # @return [Integer, nil] the status of the answer, if there was one
      attr_reader :status
      # @return [Hash{String => String}, nil] its headers, by their names in lower case
      attr_reader :headers
      # @return [Object, nil] what the API said: the JSON inside its error envelope, else all
      #   of its JSON, else its text
      attr_reader :body
      # @return [String, nil] the id that the API gave the request
      attr_reader :request_id

      def initialize(message, url:, status: nil, headers: nil, body: nil, request_id: nil)
        super(message)
        @url = url
        @status = status
        @headers = headers
        @body = body
        @request_id = request_id
      end

      # @return [Object, nil]
      def code
        said(:code)
      end

      # @return [Object, nil]
      def param
        said(:param)
      end

      # @return [Object, nil]
      def type
        said(:type)
      end

      private

      def said(key)
        body[key] if body.is_a?(Hash)
      end
    end

    # The API was not reached, or the connection broke; `cause` says how.
    class APIConnectionError < APIError
      def initialize(message = "Connection error.", **facts)
        super
      end
    end

    # The API did not answer in time.
    class APITimeoutError < APIConnectionError
      def initialize(message = "Request timed out.", **facts)
        super
      end
    end

    # The API answered with what cannot be read: no JSON, or JSON of another kind.
    class APIResponseValidationError < APIError; end

    # The API answered with a status that is no success.
    class APIStatusError < APIError
      # @param status [Integer]
      # @return [Class] the class of errors of a status
      def self.for(status)
        return InternalServerError if status >= 500

        BY_STATUS.fetch(status, APIStatusError)
      end
    end

    # Status 400: the request was refused.
    class BadRequestError < APIStatusError; end

    # Status 401: the credentials are missing or wrong.
    class AuthenticationError < APIStatusError; end

    # Status 403: the credentials do not allow this.
    class PermissionDeniedError < APIStatusError; end

    # Status 404: there is no such thing.
    class NotFoundError < APIStatusError; end

    # Status 409: something else is at work on the same thing.
    class ConflictError < APIStatusError; end

    # Status 422: the request was understood, but cannot be followed.
    class UnprocessableEntityError < APIStatusError; end

    # Status 429: too many requests, or the quota is used up.
    class RateLimitError < APIStatusError; end

    # Status 500 and above: the server failed.
    class InternalServerError < APIStatusError; end

    BY_STATUS = {
      400 => BadRequestError,
      401 => AuthenticationError,
      403 => PermissionDeniedError,
      404 => NotFoundError,
      409 => ConflictError,
      422 => UnprocessableEntityError,
      429 => RateLimitError
    }.freeze
    private_constant :BY_STATUS
  end
end
