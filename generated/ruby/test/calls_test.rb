# frozen_string_literal: true

require "helper"

class CallsTest < Minitest::Test
  include Calling

  def test_a_call
    server = serving(Loopback.json({ id: "a", size: 1 }, headers: { "X-Request-Id" => "r1" }))
    thing = post(client(server, project: "p"), { "id" => "a", "size" => OMIT, "kind" => nil })
    asked = server.asked.first
    assert_equal ["POST", "/v1/things"], [asked.http_method, asked.target]
    assert_equal({ "id" => "a", "kind" => nil }, asked.json)
    assert_equal "Bearer #{SECRET}", asked.headers["authorization"]
    assert_equal "p", asked.headers["x-project"]
    assert_equal ["application/json", "application/json", "tests/1"],
                 asked.headers.values_at("accept", "content-type", "user-agent")
    assert_equal ["a", 1, "r1"], [thing.id, thing.size, thing.request_id]
  end

  def test_connections_are_kept
    server = serving(Loopback.json({ id: "a" }))
    asking = client(server)
    5.times { get(asking) }
    assert_equal 1, server.connections
  end

  def test_threads_share_a_client
    server = serving(Loopback.json({ id: "a" }))
    asking = client(server)
    found = Array.new(8) { Thread.new { Array.new(5) { get(asking).id } } }.flat_map(&:value)
    assert_equal ["a"] * 40, found
    assert_operator server.connections, :<=, 8
  end

  def test_a_connection_that_was_closed_in_between
    closing = lambda do |socket, _|
      socket.write(Loopback.json({ id: "a" }))
      socket.close
    end
    asking = client(serving(closing))
    assert_equal %w[a a], Array.new(2) { get(asking, request_options: { max_retries: 0 }).id.tap { sleep 0.05 } }
  end

  def test_paths
    server = serving(Loopback.json({ id: "a" }))
    asking = client(server)
    get(asking, "a/b c?é")
    assert_equal "/v1/things/a%2Fb%20c%3F%C3%A9", server.asked.first.target
    ["", ".", ".."].each { |id| assert_raises(Errors::InvalidArgumentError) { get(asking, id) } }
    assert_equal 1, server.asked.size
  end

  def test_queries_and_headers
    server = serving(Loopback.json({ id: "a" }))
    asking = client(
      server, base_url: "#{server.url}/v1/?v=1&b=0", default_query: { b: 1, c: [1, 2] },
              default_headers: { "X-One" => "1", "X-Two" => "2", accept: "text/x" }
    )
    get(
      asking, query: { "d" => %w[x y], "e" => OMIT },
              request_options: { extra_query: { c: nil, f: { g: true } }, extra_headers: { "x-two": nil } }
    )
    asked = server.asked.first
    assert_equal "/v1/things/a?v=1&b=1&d=x&d=y&f%5Bg%5D=true", asked.target
    assert_equal ["1", nil, "text/x"], asked.headers.values_at("x-one", "x-two", "accept")
  end

  def test_headers_that_cannot_be_sent
    asking = client(serving(Loopback.json({ id: "a" })))
    [["X-A", "1\r\nb"], ["X A", "123"], %w[X-A é1], %w[Content-Length 123], ["X-A", " 123"]].each do |name, value|
      error = assert_raises(Errors::InvalidArgumentError) do
        get(asking, request_options: { extra_headers: { name => value } })
      end
      refute_includes error.message, value
    end
  end

  def test_extra_body
    server = serving(Loopback.json({ id: "a" }))
    post(client(server), { "id" => "a" }, request_options: { extra_body: { id: "b", more: [1] } })
    assert_equal({ "id" => "b", "more" => [1] }, server.asked.first.json)
    assert_raises(Errors::InvalidArgumentError) do
      post(client(server), [1], request_options: { extra_body: { id: "b" } })
    end
  end

  def test_bodies_that_are_no_json
    asking = client(serving(Loopback.json({ id: "a" })))
    deep = 2000.times.reduce([]) { |inner, _| [inner] }
    [Float::NAN, Float::INFINITY, "\xED\xA0\x80", "\xFF".b, deep, Object.new, StringIO.new("a")].each do |value|
      assert_raises(Errors::InvalidArgumentError, value.class) { post(asking, { "id" => value }) }
    end
  end

  def test_unknown_request_options
    error = assert_raises(Errors::InvalidArgumentError) do
      get(client(serving(Loopback.json({}))), request_options: { time_out: 1 })
    end
    assert_includes error.message, "timeout"
  end

  def test_other_ways_in
    server = serving(Loopback.json({ id: "a" }))
    asking = client(server, api_key: nil, token: "tök", session: "s", username: "u", password: "p")
    [["query"], ["cookie"], ["basic"]].each do |way|
      asking.call(GET.dup.tap { |one| one.security = [["key"], way] }, path: { "id" => "a" })
    end
    assert_equal "/v1/things/a?token=t%C3%B6k", server.asked[0].target
    assert_equal "session=s", server.asked[1].headers["cookie"]
    assert_equal "Basic #{['u:p'].pack('m0')}", server.asked[2].headers["authorization"]
  end

  def test_no_way_in
    error = assert_raises(Errors::Error) { get(client(serving(Loopback.json({})), api_key: nil)) }
    assert_includes error.message, "THIS_GEM_TEST_KEY"
    server = serving(Loopback.json({ id: "a" }))
    get(client(server, api_key: nil, default_headers: { authorization: "x" }))
    assert_equal "x", server.asked.first.headers["authorization"]
  end

  def test_a_key_that_is_asked_for
    keys = %w[first-key second-key]
    server = serving(Loopback.json({}, status: 500), Loopback.json({ id: "a" }))
    get(client(server, api_key: -> { keys.shift }))
    sent = server.asked.map { |one| one.headers["authorization"] }
    assert_equal ["Bearer first-key", "Bearer second-key"], sent
  end

  def test_what_no_spec_knows
    server = serving(Loopback.json({ a: [1] }))
    found = client(server).request(method: :put, path: "other/é".b[0, 6], query: { a: 1 }, body: { b: 2 })
    assert_equal({ a: [1] }, found)
    assert_equal ["PUT", "/v1/other/?a=1", '{"b":2}'], server.asked.first.to_a.values_at(0, 1, 3)
    ["../x", "a/%2e%2E/b", "a#b", "a b"].each do |path|
      assert_raises(Errors::InvalidArgumentError) { client(server).request(method: :get, path:) }
    end
  end

  def test_copies
    server = serving(Loopback.json({ id: "a" }))
    asking = client(server, default_headers: { "x-one": "1" })
    copy = asking.with_options(max_retries: 0, default_headers: { "x-two" => "2" })
    get(copy)
    get(asking)
    assert_equal [%w[1 2], ["1", nil]], (server.asked.map { |one| one.headers.values_at("x-one", "x-two") })
    assert_equal 1, server.connections
    assert_raises(Errors::InvalidArgumentError) { asking.with_options(max_retry: 1) }
    asking.close
    assert copy.closed?
    assert_raises(Errors::Error) { get(copy) }
  end

  def test_options_that_mean_nothing
    server = serving(Loopback.json({}))
    {
      base_url: "ftp://x", timeout: 0, max_retries: -1, validate: :loud, max_event_size: 0, ignore_rules: "a",
      default_headers: [], logger: 1, configure_http: 1, api_key: 1, project: 1
    }.each do |name, value|
      assert_raises(Errors::InvalidArgumentError, name) { client(server, name => value) }
    end
    ["http://u:p@x", "http://x#y", "http:///x", "http://[x"].each do |url|
      assert_raises(Errors::InvalidArgumentError, url) { client(server, base_url: url) }
    end
  end

  def test_the_environment
    server = serving(Loopback.json({ id: "a" }))
    ENV["THIS_GEM_TEST_KEY"] = "from-outside"
    ENV["THIS_GEM_TEST_URL"] = server.url
    get(client(server, api_key: nil, base_url: nil))
    assert_equal ["/things/a", "Bearer from-outside"],
                 [server.asked.first.target, server.asked.first.headers["authorization"]]
  ensure
    ENV.delete("THIS_GEM_TEST_KEY")
    ENV.delete("THIS_GEM_TEST_URL")
  end

  def test_the_http_library_can_be_configured
    seen = []
    get(client(serving(Loopback.json({ id: "a" })), configure_http: ->(http) { seen << http }))
    assert_equal [Net::HTTP], seen.map(&:class)
  end

  def test_raw_responses
    server = serving(Loopback.json({}, status: 500), Loopback.json({ id: "a" }, headers: { "X-Request-Id" => "r" }))
    response = get(client(server), mode: :raw)
    assert_equal [200, "r", 1, '{"id":"a"}'],
                 [response.status, response.request_id, response.retries_taken, response.body]
    assert_equal "a", response.parse.id
  end
end
