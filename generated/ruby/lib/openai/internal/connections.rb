# frozen_string_literal: true

require "net/http"
require "openssl"
require "uri"

module OpenAI
  module Internal
    # The open connections that a client and its copies share. Threads take one each, and
    # give it back once an answer is read.
    class Connections
      # Connections to one server that wait for the next call.
      MOST_IDLE = 100
      # Seconds that a connection waits for the next call.
      KEEP_ALIVE = 30
      private_constant :MOST_IDLE, :KEEP_ALIVE

      # @param configure [#call, nil] is given each new `Net::HTTP` before it connects
      def initialize(configure)
        @configure = configure
        @idle = {}
        @lock = Mutex.new
        @process = Process.pid
        @closed = false
      end

      # Yields a connection; it is kept if the block returns, and closed if it is left by an
      # error.
      #
      # @param uri [URI::HTTP]
      # @param timeout [Numeric, nil, Object] seconds; {OMIT} for the usual ones
      # @yieldparam http [Net::HTTP]
      # @raise [Errors::Error] once it is closed
      def with(uri, timeout)
        http = taken(uri) || made(uri)
        limited(http, timeout)
        kept = false
        http.start unless http.started?
        found = yield http
        kept = true
        found
      ensure
        kept ? give_back(uri, http) : finish(http)
      end

      # Closes the connections that wait, and those in use once they are given back.
      def close
        idle = @lock.synchronize do
          @closed = true
          @idle.values.flatten.tap { @idle = {} }
        end
        idle.each { |http| finish(http) }
      end

      # @return [Boolean]
      def closed?
        @closed
      end

      private

      def taken(uri)
        @lock.synchronize do
          raise Errors::Error, "the client is closed" if @closed

          # What was opened before a fork belongs to another process.
          @idle = {} unless @process == Process.pid
          @process = Process.pid
          @idle[origin(uri)]&.pop
        end
      end

      def give_back(uri, http)
        kept = @lock.synchronize do
          waiting = (@idle[origin(uri)] ||= [])
          !@closed && http.started? && waiting.size < MOST_IDLE && waiting.push(http)
        end
        finish(http) unless kept
      end

      def origin(uri)
        [uri.scheme, uri.hostname, uri.port]
      end

      def made(uri)
        proxy = uri.find_proxy
        http = Net::HTTP.new(
          uri.hostname, uri.port,
          proxy&.hostname, proxy&.port, unescaped(proxy&.user), unescaped(proxy&.password)
        )
        http.use_ssl = uri.scheme == "https"
        http.max_retries = 0 # this library tries again by its own rules
        http.keep_alive_timeout = KEEP_ALIVE
        @configure&.call(http)
        http
      end

      def unescaped(text)
        text && URI.decode_www_form_component(text)
      end

      def limited(http, timeout)
        usual = OMIT.equal?(timeout)
        http.open_timeout = usual ? Options::CONNECT_TIMEOUT : timeout
        http.read_timeout = http.write_timeout = usual ? Options::TIMEOUT : timeout
        http.ssl_timeout = http.open_timeout if http.use_ssl? && !http.started?
      end

      def finish(http)
        http.finish if http&.started?
      rescue IOError, SystemCallError, OpenSSL::SSL::SSLError
        nil # it is gone already
      end
    end
  end
end
