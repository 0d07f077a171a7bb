# frozen_string_literal: true

require "helper"

class RedirectsTest < Minitest::Test
  include Calling

  def to(location, status = 307)
    Loopback.reply("", status:, headers: { "Location" => location })
  end

  def test_at_home_everything_goes_on
    server = serving(to("/v2/things"), Loopback.json({ id: "a" }))
    post(client(server, default_headers: { "x-own" => "1" }), { "id" => "a" })
    asked = server.asked.last
    assert_equal ["POST", "/v2/things", '{"id":"a"}'], [asked.http_method, asked.target, asked.body]
    assert_equal ["Bearer #{SECRET}", "1"], asked.headers.values_at("authorization", "x-own")
  end

  def test_abroad_what_the_caller_set_stays_at_home
    other = serving(Loopback.json({ id: "a" }))
    server = serving(to("#{other.url}/x"))
    post(
      client(server, project: "p", default_headers: { "x-own" => "1" }), { "id" => "a" },
      request_options: { extra_headers: { "cookie" => "c=1" } }
    )
    asked = other.asked.first
    assert_equal [nil] * 4, asked.headers.values_at("authorization", "x-own", "cookie", "x-project")
    assert_equal "tests/1", asked.headers["user-agent"]
  end

  def test_methods
    [[301, "GET"], [302, "GET"], [303, "GET"], [307, "POST"], [308, "POST"]].each do |status, wanted|
      server = serving(to("/x", status), Loopback.json({ id: "a" }))
      post(client(server), { "id" => "a" })
      assert_equal wanted, server.asked.last.http_method, status
      assert_equal wanted == "POST", server.asked.last.headers.key?("content-type"), status
    end
  end

  def test_circles_and_nonsense
    server = serving(to("/x"))
    assert_raises(Errors::APIConnectionError) { get(client(server)) }
    assert_equal 21, server.asked.size
    ["ftp://x/", "http://", "http://[", "file:///etc/passwd"].each do |location|
      assert_raises(Errors::APIConnectionError, location) { get(client(serving(to(location)))) }
    end
  end
end
