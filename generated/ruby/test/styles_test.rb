# frozen_string_literal: true

require "helper"

class StylesTest < Minitest::Test
  include Calling

  LIST = [3, "a b", nil].freeze
  OBJECT = { "R" => 100, "n" => nil, "G" => "x/y" }.freeze

  def query(value, name, explode, **more)
    Internal::Styles.pairs("c", value, Internal::Style.new(name, explode:, **more)).map do |pair|
      pair.join("=")
    end.join("&")
  end

  def test_queries
    assert_equal "c=3&c=a%20b", query(LIST, "form", true)
    assert_equal "c=3,a%20b", query(LIST.compact, "form", false)
    assert_equal "c=3%20a%20b", query(LIST.compact, "spaceDelimited", false)
    assert_equal "c=3%7Ca%20b", query(LIST.compact, "pipeDelimited", false)
    assert_equal "R=100&G=x%2Fy", query(OBJECT, "form", true)
    assert_equal "c=R,100,G,x%2Fy", query(OBJECT, "form", false)
    assert_equal "c%5BR%5D=100&c%5BG%5D=x%2Fy", query(OBJECT, "deepObject", true)
    assert_equal "c=true", query(true, "form", true)
    assert_equal "c=%7B%22a%22%3A1%7D", query({ a: 1 }, "form", true, media: "application/json")
    assert_equal "c=x/y", query("x/y", "form", true, reserved: true)
    assert_equal ["", "", ""], [query(nil, "form", true), query(OMIT, "form", true), query([], "form", false)]
  end

  def test_paths
    [
      ["simple", false, "3,a%20b", "R,100,G,x%2Fy"], ["simple", true, "3,a%20b", "R=100,G=x%2Fy"],
      ["label", false, ".3,a%20b", ".R,100,G,x%2Fy"], ["label", true, ".3.a%20b", ".R=100.G=x%2Fy"],
      ["matrix", false, ";c=3,a%20b", ";c=R,100,G,x%2Fy"], ["matrix", true, ";c=3;c=a%20b", ";R=100;G=x%2Fy"]
    ].each do |name, explode, list, object|
      style = Internal::Style.new(name, explode:)
      assert_equal list, Internal::Styles.step("c", LIST.compact, style), [name, explode].inspect
      assert_equal object, Internal::Styles.step("c", OBJECT, style), [name, explode].inspect
    end
  end

  def test_headers_and_cookies
    assert_equal "3,a", Internal::Styles.line([3, "a"], Internal::Styles::SIMPLE)
    assert_equal "R=100,G=x/y", Internal::Styles.line(OBJECT, Internal::Style.new("simple", explode: true))
    cookies = { "a" => "x;y", "b" => OMIT, "c" => [1, 2] }
    assert_equal "a=x%3By; c=1; c=2", Internal::RequestParts.cookie(cookies, {})
  end
end
