# frozen_string_literal: true

require "helper"

class ModelsTest < Minitest::Test
  include Calling

  WIRE = {
    "id" => "a", "kind" => "new", "madeAt" => "2025-12-03T04:05:06.700Z", "size" => nil, "zz" => { "a-b" => [1.0] },
    "parts" => [{ "id" => 1 }, 2]
  }.freeze

  # Values in no order of the alphabet.
  module Kind
    extend OpenAI::Internal::Enum

    ZERO = :"0"
    NINE = :nine
    A_1 = :a1
    B = 2
    A = :a
  end

  def test_values_are_in_the_order_of_the_spec
    assert_equal [:"0", :nine, :a1, 2, :a], Kind.values
    found = ["other", 3, nil, "\xED\xA0\x80"].map { |one| Kind.from_wire(one) }
    assert_equal [:other, 3, nil, "\xED\xA0\x80"], found
  end

  def test_what_came_is_written_back
    thing = Thing.from_h(WIRE)
    assert_equal JSON.generate(WIRE), thing.to_json
    assert_equal JSON.parse(JSON.generate(WIRE), symbolize_names: true), thing.to_h
    assert_equal thing, Thing.from_h(thing.to_h)
    assert_equal WIRE, JSON.parse(thing.to_s)
  end

  def test_reading
    thing = Thing.from_h(WIRE)
    assert_equal ["a", :new, nil, Time.utc(2025, 12, 3, 4, 5, 6.7r)], [thing.id, thing.kind, thing.size, thing.made_at]
    assert_equal [1, 2], [thing.parts[0].id, thing.parts[1]]
    assert_equal({ zz: { "a-b": [1.0] } }, thing.extra_fields)
    assert_equal [thing.made_at, thing.made_at, 1.0], [thing[:made_at], thing["madeAt"], thing.dig(:zz, :"a-b", 0)]
    assert_equal [true, false, true], [thing.key?(:size), Thing.from_h({}).key?(:size), thing.key?("madeAt")]
    case thing
    in { id: String => id, kind: :new, parts: [{ id: Integer }, *] } then assert_equal "a", id
    end
  end

  def test_nothing_raises
    [{}, { "id" => [] }, { "parts" => "x" }, { "madeAt" => "today" }, { "kind" => 1 }, { "\xED\xA0\x80" => 1 },
     { "kind" => "\xED\xA0\x80" }].each do |wire|
      thing = Thing.from_h(wire)
      assert_equal wire, thing.to_wire
      refute_nil thing.inspect
    end
  end

  def test_making
    thing = Thing.new(id: :a, parts: [Thing.new(id: "b")], made_at: Time.utc(2025, 1, 2, 3, 4, 5), size: OMIT)
    assert_equal({ "id" => "a", "parts" => [{ "id" => "b" }], "madeAt" => "2025-01-02T03:04:05Z" }, thing.to_wire)
    assert_raises(ArgumentError) { Thing.new(size: 1) }
    assert_raises(ArgumentError) { Thing.new(id: "a", sizes: 1) }
  end

  def test_models_are_values
    text = +"a"
    thing = Thing.new(id: text, size: 1)
    text << "b"
    assert_equal "a", thing.id
    assert_predicate thing, :frozen?
    assert_raises(FrozenError) { thing.to_wire["id"] << "b" }
    assert_equal thing, Thing.new(id: "a", size: 1.0)
    refute thing.eql?(Thing.new(id: "a", size: 1.0))
    assert_equal 1, [thing, Thing.new(id: "a", size: 1)].uniq.size
    refute_equal thing, Object.new
  end

  def test_long_texts_are_cut_for_people
    assert_operator Thing.new(id: "x" * 10_000).inspect.length, :<, 200
    assert_includes Thing.new(id: "x" * 10_000).to_s, "x" * 10_000
  end

  def test_keys_of_both_kinds
    assert_equal({ "id" => 2, "size" => 1 }, Thing.from_h({ id: 1, "size" => 1, "id" => 2 }).to_wire)
  end

  def test_texts_of_other_encodings
    wire = Thing.from_h({ id: "\xE9".dup.force_encoding("ISO-8859-1"), kind: "a".encode("UTF-16LE") }).to_wire
    assert_equal({ "id" => "é", "kind" => "a" }, wire)
    refute_predicate Thing.from_h({ id: "\xFF".b }).to_wire["id"], :valid_encoding?
  end
end
