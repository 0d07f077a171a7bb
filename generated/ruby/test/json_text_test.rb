# frozen_string_literal: true

require "helper"

class JsonTextTest < Minitest::Test
  include Calling

  LONE = "\xED\xA0\x80"

  def test_halves_of_pairs
    {
      '"\ud800"' => LONE, '"\ud800x"' => "#{LONE}x", '"\ud800\u0041"' => "#{LONE}A",
      '"\udc00\ud800"' => "\xED\xB0\x80#{LONE}",
      '"\ud83d\ude00"' => "😀", '"\\\\ud800"' => "\\ud800", '"\ud800\ud83d\ude00"' => "#{LONE}😀"
    }.each { |text, wanted| assert_equal wanted, Internal::JsonText.parse(text), text }
  end

  def test_values
    assert_equal({ "a" => 2 }, Internal::JsonText.parse('{"a":1,"a":2}'))
    assert_equal [Float::INFINITY, 10**20], Internal::JsonText.parse("[1e400,100000000000000000000]")
    assert_predicate Internal::JsonText.parse('{"a":["b"]}')["a"][0], :frozen?
    assert_equal 1, Internal::JsonText.parse("\uFEFF1")
  end

  def test_what_is_no_json
    ["", "{", "NaN", "[1,]", "\"\xFF\"", "01", "[#{'[' * 1000}"].each do |text|
      assert_raises(JSON::ParserError, text) { Internal::JsonText.parse(text) }
    end
  end
end
