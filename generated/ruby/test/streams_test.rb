# frozen_string_literal: true

require "helper"

class StreamsTest < Minitest::Test
  include Calling

  ONE = "data: {\"id\":\"1\"}\n\n"
  TWO = "data: {\"id\":\"2\"}\n\n"

  def stream(server, **options)
    post(client(server, **options), { "id" => "a", "stream" => true })
  end

  def ids(text)
    stream(serving(Loopback.events(text))).map(&:id)
  end

  def test_items
    server = serving(Loopback.events("#{ONE}#{TWO}data: [DONE]\n\n#{ONE}", headers: { "X-Request-Id" => "r" }))
    found = stream(server)
    assert_equal "text/event-stream", server.asked.first.headers["accept"]
    assert_equal ["r", %w[1 2]], [found.request_id, found.map(&:id)]
    assert_predicate found, :closed?
    assert_empty found.to_a
  end

  def test_they_are_lazy
    written = Queue.new
    server = serving(lambda do |socket, _|
      socket.write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n#{ONE}")
      written.pop
      socket.write(TWO)
      socket.close
    end)
    found = []
    stream(server).each do |item|
      found << item.id
      written << true
    end
    assert_equal %w[1 2], found
    endless = lambda do |socket, _|
      socket.write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n")
      loop { socket.write(ONE) }
    end
    assert_equal %w[1 1], stream(serving(endless)).lazy.map(&:id).first(2)
    assert_equal "1", stream(serving(endless)).each.next.id
  end

  def test_leaving_and_closing
    endless = lambda do |socket, _|
      socket.write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n")
      loop { socket.write(ONE) }
    end
    found = stream(serving(endless))
    assert_equal "1", found.first.id
    assert_predicate found, :closed?
    found = stream(serving(endless))
    found.close
    assert_empty found.to_a
    assert_raises(TypeError) { stream(serving(endless)).each { |item| Integer(item.id).fdiv("a") } }
    assert_raises(IOError) { stream(serving(endless)).each { |item| raise IOError, item.id if item.id } }
  end

  def test_a_connection_is_kept_after_the_end
    chunked = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n" \
              "#{ONE.bytesize.to_s(16)}\r\n#{ONE}\r\n0\r\n\r\n"
    server = serving(chunked)
    asking = client(server)
    2.times { assert_equal 1, post(asking, { "stream" => true }).count }
    assert_equal 1, server.connections
  end

  def test_errors_of_the_server
    ["event: error\ndata: {\"error\":{\"message\":\"m #{SECRET}\",\"code\":\"c\"}}\n\n",
     "data: {\"error\":{\"message\":\"m #{SECRET}\",\"code\":\"c\"}}\n\n"].each do |text|
      found = stream(serving(Loopback.events(ONE + text)))
      seen = []
      error = assert_raises(Errors::APIError) { found.each { |item| seen << item.id } }
      assert_equal [["1"], "m [key]", "c"], [seen, error.message, error.code]
    end
    error = assert_raises(Errors::APIError) { ids("event: error\ndata: plain words\n\n") }
    assert_equal "plain words", error.message
  end

  def test_what_cannot_be_read
    assert_raises(Errors::APIResponseValidationError) { ids("data: {\n\n") }
    assert_raises(Errors::APIResponseValidationError) do
      stream(serving(Loopback.events("data: \"#{'x' * 200}\"\n\n")), max_event_size: 100).to_a
    end
    assert_raises(Errors::APIResponseValidationError) { stream(serving(Loopback.json({ id: "a" }))) }
  end

  def test_streams_that_are_cut_off
    cut = lambda do |socket, _|
      socket.write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n" \
                   "#{ONE.bytesize.to_s(16)}\r\n#{ONE}\r\n")
      socket.close
    end
    found = stream(serving(cut))
    seen = []
    assert_raises(Errors::APIConnectionError) { found.each { |item| seen << item.id } }
    assert_equal ["1"], seen
  end

  def test_silence
    quiet = lambda do |socket, _|
      socket.write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n#{ONE}")
      sleep 5
    end
    found = stream(serving(quiet), timeout: 0.1)
    assert_raises(Errors::APITimeoutError) { found.to_a }
  end

  def test_retries_before_it_begins
    server = serving(Loopback.json({}, status: 500), Loopback.events(ONE))
    assert_equal ["1"], stream(server).map(&:id)
  end

  def test_another_thread
    found = stream(serving(Loopback.events(ONE)))
    assert_raises(Errors::Error) { Thread.new { found.to_a }.tap { |one| one.report_on_exception = false }.value }
  end
end
