# frozen_string_literal: true

require "json"
require "minitest/autorun"
require "socket"
require "stringio"
require "openai"

# A server on a free port of loopback, whose replies are told beforehand; each connection
# is served by a thread of its own.
class Loopback
  # A request as it came.
  Asked = Struct.new(:http_method, :target, :headers, :body) do
    def json
      JSON.parse(body)
    end
  end

  attr_reader :asked, :connections

  # @param replies [Array<String, Proc>] bytes to answer with; the last one answers all further
  #   requests; a proc is given the socket and the request
  def initialize(*replies)
    @replies = replies
    @asked = []
    @connections = 0
    @server = TCPServer.new("127.0.0.1", 0)
    @port = @server.addr[1]
    @thread = Thread.new { accept }
    @threads = []
  end

  def url
    "http://127.0.0.1:#{@port}"
  end

  def stop
    @thread.kill
    @threads.each(&:kill)
    @server.close
  end

  def self.json(value, status: 200, headers: {})
    reply(JSON.generate(value), status:, headers: { "Content-Type" => "application/json" }.merge(headers))
  end

  def self.events(text, headers: {})
    reply(text, headers: { "Content-Type" => "text/event-stream" }.merge(headers))
  end

  def self.reply(body, status: 200, headers: {})
    lines = { "Content-Length" => body.bytesize }.merge(headers).map { |name, value| "#{name}: #{value}\r\n" }
    "HTTP/1.1 #{status} X\r\n#{lines.join}\r\n#{body}"
  end

  private

  def accept
    loop do
      socket = @server.accept
      @connections += 1
      @threads << Thread.new(socket) { |open| serve(open) }
    end
  rescue IOError
    nil
  end

  def serve(socket)
    while (request = read(socket))
      @asked << request
      reply = @replies.size > 1 ? @replies.shift : @replies.first
      reply.is_a?(Proc) ? reply.call(socket, request) : socket.write(reply)
    end
  rescue IOError, SystemCallError
    nil
  ensure
    socket.close unless socket.closed?
  end

  def read(socket)
    line = socket.gets or return
    http_method, target, = line.split
    headers = {}
    while (line = socket.gets.chomp) != ""
      name, value = line.split(": ", 2)
      headers[name.downcase] = value
    end
    Asked.new(http_method, target, headers, body(socket, headers))
  end

  def body(socket, headers)
    return socket.read(headers["content-length"].to_i) unless headers["transfer-encoding"] == "chunked"

    found = +""
    while (size = socket.gets.to_i(16)).positive?
      found << socket.read(size)
      socket.gets
    end
    socket.gets
    found
  end
end

# Time that passes at once, and is kept.
class StandingClock < OpenAI::Internal::Clock
  attr_reader :slept

  def initialize
    super
    @slept = []
  end

  def sleep(seconds)
    @slept << seconds
  end

  def now
    1_000_000_000.0
  end

  def random
    0.0
  end
end

# What tests of the client share: an API of their own, and servers that stop.
module Calling
  Internal = OpenAI::Internal
  Errors = OpenAI::Errors
  OMIT = OpenAI::OMIT
  FACTS = Internal::Facts.new(
    user_agent: "tests/1", base_url: "http://127.0.0.1:1/v1",
    credentials: {
      "key" => Internal::Credential.new(
        place: "header", name: "Authorization", prefix: "Bearer ", options: [:api_key]
      ),
      "query" => Internal::Credential.new(place: "query", name: "token", prefix: "", options: [:token]),
      "cookie" => Internal::Credential.new(place: "cookie", name: "session", prefix: "", options: [:session]),
      "basic" => Internal::Credential.new(
        place: "header", name: "Authorization", prefix: "Basic ", options: %i[username password]
      )
    },
    security: [["key"]], always: false, headers: { project: "X-Project" },
    environment: { api_key: "THIS_GEM_TEST_KEY", base_url: "THIS_GEM_TEST_URL" },
    variables: {}, request_id: "x-request-id", envelope: "error", end_of_stream: "[DONE]"
  )
  SECRET = "secret-key-1234"

  # A model to read.
  class Thing < OpenAI::BaseModel
    required :id, String
    optional :size, Integer
    optional :kind, Internal::Type::Name
    optional :made_at, Internal::Type::Moment, wire: "madeAt"
    optional :parts, -> { Internal::Type.list(Thing) }
  end

  GET = Internal::Operation.new(
    http: "GET", path: "/things/{id}", answer: Internal::Success.new(:json, -> { Thing }, object: true)
  )
  POST = Internal::Operation.new(
    http: "POST", path: "/things", answer: Internal::Success.new(:json, -> { Thing }, object: true),
    event: -> { Thing }, stream_field: "stream"
  )

  def teardown
    (@servers || []).each(&:stop)
    super
  end

  def serving(*replies)
    Loopback.new(*replies).tap { |server| (@servers ||= []) << server }
  end

  def client(server, clock: StandingClock.new, **options)
    usual = {
      api_key: SECRET, token: nil, session: nil, username: nil, password: nil, project: nil,
      base_url: "#{server.url}/v1", timeout: 5, max_retries: 2, default_headers: {}, default_query: {},
      validate: :off, ignore_rules: [], max_event_size: 2**20, logger: nil, configure_http: nil
    }
    Internal::BaseClient.new(FACTS, clock:, **usual, **options)
  end

  def get(client, id = "a", **given)
    client.call(GET, path: { "id" => id }, **given)
  end

  def post(client, body, **given)
    client.call(POST, body:, **given)
  end
end
