# frozen_string_literal: true

require "helper"

class FailuresTest < Minitest::Test
  include Calling

  STATUSES = {
    400 => Errors::BadRequestError, 401 => Errors::AuthenticationError, 403 => Errors::PermissionDeniedError,
    404 => Errors::NotFoundError, 409 => Errors::ConflictError, 418 => Errors::APIStatusError,
    422 => Errors::UnprocessableEntityError, 429 => Errors::RateLimitError, 500 => Errors::InternalServerError,
    503 => Errors::InternalServerError
  }.freeze

  def test_classes_by_status
    STATUSES.each do |status, kind|
      body = { error: { message: "no", code: "c", param: "p", type: "t" } }
      server = serving(Loopback.json(body, status:, headers: { "X-Request-Id" => "r" }))
      error = assert_raises(kind) { get(client(server, max_retries: 0)) }
      assert_equal [kind, status, "r", "c", "p", "t"],
                   [error.class, error.status, error.request_id, error.code, error.param, error.type]
      assert_equal "#{server.url}/v1/things/a", error.url
    end
  end

  def test_what_is_tried_again
    { 408 => 3, 409 => 3, 429 => 3, 500 => 3, 400 => 1, 404 => 1 }.each do |status, tries|
      server = serving(Loopback.json({}, status:))
      assert_raises(Errors::APIStatusError) { get(client(server)) }
      assert_equal tries, server.asked.size, status
    end
  end

  def test_waits
    [
      [{}, [0.5, 1.0]],
      [{ "Retry-After" => "7" }, [7.0, 7.0]],
      [{ "Retry-After" => "61" }, [0.5, 1.0]],
      [{ "Retry-After" => Time.at(1_000_000_009).httpdate }, [9.0, 9.0]],
      [{ "Retry-After" => "soon" }, [0.5, 1.0]],
      [{ "retry-after-ms" => "30", "Retry-After" => "7" }, [0.03, 0.03]],
      [{ "retry-after-ms" => "-1" }, [0.5, 1.0]]
    ].each do |headers, waits|
      clock = StandingClock.new
      server = serving(Loopback.json({}, status: 503, headers:))
      assert_raises(Errors::InternalServerError) { get(client(server, clock:)) }
      assert_equal waits, clock.slept, headers
    end
  end

  def test_the_servers_own_word
    server = serving(Loopback.json({}, status: 500, headers: { "x-should-retry" => "false" }))
    assert_raises(Errors::InternalServerError) { get(client(server)) }
    assert_equal 1, server.asked.size
    again = { "x-should-retry" => "true" }
    server = serving(Loopback.json({}, status: 400, headers: again), Loopback.json({ id: "a" }))
    assert_equal "a", get(client(server)).id
  end

  def test_broken_connections
    server = serving(->(socket, _) { socket.close })
    error = assert_raises(Errors::APIConnectionError) { get(client(server)) }
    assert_equal 3, server.asked.size
    refute_nil error.cause
  end

  def test_nobody_there
    server = serving(Loopback.json({}))
    server.stop
    @servers.clear
    assert_raises(Errors::APIConnectionError) { get(client(server)) }
  end

  def test_timeouts
    server = serving(->(_, _) { sleep 5 })
    started = Process.clock_gettime(Process::CLOCK_MONOTONIC)
    assert_raises(Errors::APITimeoutError) { get(client(server), request_options: { timeout: 0.1 }) }
    assert_operator Process.clock_gettime(Process::CLOCK_MONOTONIC) - started, :<, 4
    assert_equal 3, server.asked.size
  end

  def test_nil_waits_for_ever
    seen = []
    slow = lambda do |socket, _|
      sleep 0.3
      socket.write(Loopback.json({ id: "a" }))
    end
    asking = client(serving(slow), timeout: 0.1, configure_http: ->(http) { seen << http })
    assert_equal "a", get(asking, request_options: { timeout: nil }).id
    assert_equal [nil, nil], [seen.first.open_timeout, seen.first.read_timeout]
  end

  def test_a_body_that_is_cut_off
    cut = lambda do |socket, _|
      socket.write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{\"id\":\"a\"}")
      socket.close
    end
    server = serving(cut)
    assert_raises(Errors::APIConnectionError) { get(client(server)) }
    assert_equal 3, server.asked.size
  end

  def test_bodies_that_cannot_be_read
    ["", "<html>", "[1]", "\"a\"", "{\"id\":\"\xFF\"}".b, "{\"id\": NaN}", "[" * 5000].each do |body|
      server = serving(Loopback.reply(body, headers: { "Content-Type" => "application/json" }))
      error = assert_raises(Errors::APIResponseValidationError, body) { get(client(server)) }
      assert_equal [200, 1], [error.status, server.asked.size]
    end
  end

  def test_broken_compression
    headers = { "Content-Encoding" => "gzip", "Content-Type" => "application/json" }
    server = serving(Loopback.reply("not gzip at all", headers:))
    assert_raises(Errors::APIResponseValidationError) { get(client(server)) }
    assert_equal 1, server.asked.size
  end

  def test_failures_that_say_too_much
    server = serving(Loopback.reply("x" * (3 * (2**20)), status: 400))
    error = assert_raises(Errors::BadRequestError) { get(client(server)) }
    assert_operator error.message.length, :<=, 5000
    assert_operator error.body.length, :<, 2 * (2**20)
  end

  def test_the_key_is_never_told
    told = { error: { message: "no such key #{SECRET}", code: SECRET, more: { SECRET => [SECRET] } } }
    error = assert_raises(Errors::AuthenticationError) { get(client(serving(Loopback.json(told, status: 401)))) }
    refute_includes [error.full_message, error.body.inspect, error.inspect, error.url].join, SECRET
    asking = client(serving(Loopback.json({ id: "a" })), api_key: nil, token: SECRET)
    operation = GET.dup.tap { |one| one.security = [["query"]] }
    server = serving(->(socket, _) { socket.close })
    asking = asking.with_options(base_url: server.url)
    error = assert_raises(Errors::APIConnectionError) { asking.call(operation, path: { "id" => "a" }) }
    assert_includes server.asked.first.target, SECRET
    refute_includes [error.full_message, error.url, asking.inspect].join, SECRET
  end

  def test_what_is_logged
    lines = StringIO.new
    logger = Struct.new(:out) do
      %i[debug info warn].each { |name| define_method(name) { |&message| out.puts("#{name} #{message.call}") } }
    end.new(lines)
    server = serving(Loopback.json({}, status: 500), Loopback.json({ id: "a" }, headers: { "X-Request-Id" => "a\tb" }))
    get(client(server, logger:), query: { "q" => "hidden" })
    assert_equal 3, lines.string.lines.size
    assert_match(/info retry 1 of GET .* after status 500/, lines.string)
    refute_match(/hidden|#{SECRET}|\t/, lines.string)
  end
end
