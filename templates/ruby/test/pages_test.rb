# frozen_string_literal: true

require "helper"

class PagesTest < Minitest::Test
  include Calling

  def operation(**pages)
    Internal::Operation.new(
      http: "GET", path: "/things", answer: Internal::Success.new(:json, Internal::Type::Unknown),
      pages: Internal::Pages.new(items: ["data"], **pages)
    )
  end

  def answers(*bodies)
    serving(*bodies.map { |body| Loopback.json(body) })
  end

  def test_cursors
    server = answers({ data: [1, 2], next: "c" }, { data: [3], next: nil })
    page = client(server).call(operation(kind: :cursor, wire: "cursor", signal: ["next"]), query: { "limit" => 2 })
    assert_equal [[1, 2], true], [page.items, page.next_page?]
    assert_equal [1, 2, 3], page.to_a
    assert_equal "/v1/things?limit=2&cursor=c", server.asked.last.target
    assert_raises(Errors::Error) { page.next_page.next_page }
  end

  def test_the_last_item
    server = answers({ data: [{ id: "a" }], more: true }, { data: [{ id: "b" }], more: false })
    page = client(server).call(operation(kind: :after, wire: "after", signal: ["more"], last: "id"), query: {})
    assert_equal %w[a b], (page.each_page.flat_map { |one| one.items.map { |item| item[:id] } })
    assert_equal "/v1/things?after=a", server.asked.last.target
  end

  def test_numbers
    server = answers({ data: [1] }, { data: [2] }, { data: [] })
    found = client(server).call(operation(kind: :page, wire: "page"), query: { "page" => OMIT })
    assert_equal [1, 2], found.to_a
    assert_equal %w[/v1/things /v1/things?page=2 /v1/things?page=3], server.asked.map(&:target)
    server = answers({ data: [1, 2] }, { data: [] })
    assert_equal 2, client(server).call(operation(kind: :offset, wire: "offset"), query: { "offset" => 4 }).count
    assert_equal "/v1/things?offset=6", server.asked.last.target
  end

  def test_only_what_is_wanted_is_asked_for
    server = answers({ data: [1, 2], next: "c" })
    page = client(server).call(operation(kind: :cursor, wire: "cursor", signal: ["next"]), query: {})
    assert_equal [1], page.lazy.first(1)
    assert_equal 1, server.asked.size
  end
end
