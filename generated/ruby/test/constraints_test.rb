# frozen_string_literal: true

require "helper"

class ConstraintsTest < Minitest::Test
  include Calling

  Constraints = Internal::Constraints

  def test_integers
    [0, -1, 1.0, 1e3, (2**53) - 1, -0.0].each { |value| assert Constraints.integer?(value), value }
    [1.5, 2**53, Float::INFINITY, Float::NAN, true, "1", nil, 1e300].each do |value|
      refute Constraints.integer?(value), value
    end
    assert Constraints.number?(1e300)
    refute Constraints.number?(10**400)
  end

  def test_equality_is_that_of_json
    assert Constraints.same?({ "a" => [1], "b" => 2 }, { "b" => 2.0, "a" => [1.0] })
    refute Constraints.same?(true, 1)
    refute Constraints.same?([1], [1, 2])
    assert Constraints.twins?([{ "a" => 1, "b" => 2 }, { "b" => 2, "a" => 1.0 }])
    refute Constraints.twins?([1, true, "1", [1], nil])
  end

  def test_pointers
    assert_equal "/a~1b~0c/0", Constraints.step(Constraints.step("", "a/b~c"), 0)
    assert_equal "/\xED\xA0\x80~1", Constraints.step("", "\xED\xA0\x80/")
  end
end
