# frozen_string_literal: true

require "helper"

class DecodersTest < Minitest::Test
  include Calling

  # Texts, and the events in them as name and data (HTML standard, 9.2.6).
  EVENTS = {
    "data: a\n\n" => [%w[message a]],
    "data:a\ndata\ndata: b\n\n" => [%W[message a\n\nb]],
    "data:  a\n\n" => [["message", " a"]],
    "event: x\ndata: 1\n\ndata: 2\n\n" => [%w[x 1], %w[message 2]],
    "event: x\n\ndata: 2\n\n" => [%w[message 2]],
    ": c\nid: 1\nretry: 2\nzzz: 3\ndata: a\n\n" => [%w[message a]],
    "data: a\r\n\r\ndata: b\r\rdata: c\n\n" => [%w[message a], %w[message b], %w[message c]],
    "\uFEFFdata: a\n\n" => [%w[message a]],
    "\uFEFF\uFEFFdata: a\n\n" => [],
    "data: a\n" => [],
    "data\n\n" => [["message", ""]],
    "data: é😀\n\n" => [["message", "é😀"]],
    "data: \xFF\n\n" => [["message", "\uFFFD"]],
    "\n\n\n" => []
  }.freeze
  LINES = {
    "{\"a\":1}\n[2]\n" => ["{\"a\":1}", "[2]"],
    "1\r\n\n 2 " => %w[1 2],
    "\u001E1\n\u001E2\n" => %w[1 2],
    "\uFEFF1" => ["1"],
    "" => []
  }.freeze

  def decoded(decoder, text, size)
    found = []
    text.b.scan(/.{1,#{size}}/mn) { |chunk| decoder.feed(chunk) { |event| found << event.to_a } }
    decoder.finish { |event| found << event.to_a }
    found
  end

  def test_events_however_they_are_cut
    EVENTS.each do |text, wanted|
      [1, 2, 3, 5, 1000].each do |size|
        assert_equal wanted, decoded(Internal::EventDecoder.new(1000), text, size), [text, size].inspect
      end
    end
  end

  def test_lines_however_they_are_cut
    LINES.each do |text, wanted|
      [1, 2, 3, 1000].each do |size|
        assert_equal wanted, decoded(Internal::LineDecoder.new(1000), text, size).map(&:last), [text, size].inspect
      end
    end
  end

  def test_the_limit_is_of_one_event
    text = "data: 123456789\n\n" * 5
    [1, 7, 1000].each do |size|
      assert_equal 5, decoded(Internal::EventDecoder.new(15), text, size).size
      assert_raises(Internal::EventTooLarge) { decoded(Internal::EventDecoder.new(14), text, size) }
    end
    assert_raises(Internal::EventTooLarge) { decoded(Internal::EventDecoder.new(20), "data: 1\n" * 4, 3) }
    assert_equal 1, decoded(Internal::EventDecoder.new(20), "#{"#{': c' * 3}\n" * 9}data: 1\n\n", 3).size
    assert_raises(Internal::EventTooLarge) { decoded(Internal::LineDecoder.new(3), "1234", 1) }
  end

  def test_long_events_take_time_as_they_are_long
    decoder = Internal::EventDecoder.new(2**26)
    chunk = "a" * 16_384
    found = 0
    started = Process.clock_gettime(Process::CLOCK_MONOTONIC)
    decoder.feed("data: ") { flunk }
    1000.times { decoder.feed(chunk) { flunk } }
    decoder.feed("\n\n") { |event| found = event.data.length }
    assert_equal 16_384_000, found
    assert_operator Process.clock_gettime(Process::CLOCK_MONOTONIC) - started, :<, 5
  end
end
