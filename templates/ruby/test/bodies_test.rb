# frozen_string_literal: true

require "helper"
require "tempfile"

class BodiesTest < Minitest::Test
  include Calling

  def sent(media, body, parts: {}, replies: [Loopback.json({ id: "a" })], **options)
    server = serving(*replies)
    client(server).call(POST.dup.tap do |one|
                          one.media = media
                          one.parts = parts
                        end, body:, **options)
    server.asked.last
  end

  def test_forms
    body = { "a" => "x y", "b" => [1, 2], "c" => { d: true }, "e" => OMIT, "f" => nil }
    asked = sent("application/x-www-form-urlencoded", body)
    assert_equal "a=x%20y&b=1&b=2&c=%7B%22d%22%3Atrue%7D", asked.body
    parts = { "b" => Internal::Part.new(style: Internal::Style.new("form", explode: false)) }
    assert_equal "b=1,2", sent("application/x-www-form-urlencoded", { "b" => [1, 2] }, parts:).body
  end

  def test_forms_of_parts
    file = ThisGem::FilePart.new(StringIO.new("bytes"), filename: "a\"\r\n.png", content_type: "image/png")
    body = { "file" => file, "n" => 1, "list" => %w[x y], "object" => { a: 1 }, "none" => nil }
    asked = sent("multipart/form-data", body)
    boundary = asked.headers["content-type"][/boundary=(\h+)/, 1]
    parts = asked.body.split("--#{boundary}").map(&:strip)
    assert_equal ["", "--"], [parts.first, parts.last]
    assert_equal "Content-Disposition: form-data; name=\"file\"; filename=\"a%22%0D%0A.png\"\r\n" \
                 "Content-Type: image/png\r\n\r\nbytes", parts[1]
    assert_equal "Content-Disposition: form-data; name=\"n\"\r\n\r\n1", parts[2]
    assert_equal %w[x y], (parts[3, 2].map { |part| part[-1] })
    assert_equal "Content-Disposition: form-data; name=\"object\"\r\nContent-Type: application/json\r\n\r\n{\"a\":1}",
                 parts[5]
    assert_equal asked.body.bytesize.to_s, asked.headers["content-length"]
  end

  def test_files_are_read_again_for_another_try
    Tempfile.create("a") do |file|
      file.write("0123456789")
      file.flush
      file.seek(4)
      replies = [Loopback.json({}, status: 500), Loopback.json({ id: "a" })]
      assert_equal "456789", sent("application/octet-stream", file, replies:).body
      assert_equal "0123456789", sent("application/octet-stream", Pathname(file.path)).body
    end
  end

  def test_files_of_unknown_length
    reader, writer = IO.pipe
    writer.write("abc")
    writer.close
    asked = sent("application/octet-stream", reader)
    assert_equal %w[abc chunked], [asked.body, asked.headers["transfer-encoding"]]
  end

  def test_files_that_are_not_there
    error = assert_raises(Errors::InvalidArgumentError) { sent("image/png", Pathname("/nowhere/at/all")) }
    assert_includes error.message, "No such file"
  end

  def test_other_media
    asked = sent("text/plain", "hé")
    assert_equal ["text/plain", "hé".b], [asked.headers["content-type"], asked.body.b]
    asked = sent("application/json", "a text")
    assert_equal '"a text"', asked.body
    asked = sent("application/json", { "a" => 1 },
                 request_options: { content_type: "application/x-www-form-urlencoded" })
    assert_equal "a=1", asked.body
  end

  def test_bodies_that_are_left_out
    server = serving(Loopback.json({ id: "a" }))
    client(server).call(POST.dup.tap { |one| one.optional = true }, body: { "a" => OMIT })
    assert_equal ["", "0", nil],
                 [server.asked[0].body, *server.asked[0].headers.values_at("content-length", "content-type")]
  end

  def test_answers_of_other_kinds
    png = Loopback.reply("\x89PNG".b, headers: { "Content-Type" => "image/png", "X-Request-Id" => "r" })
    found = client(serving(png)).call(GET.dup.tap do |one|
                                        one.answer = Internal::Success.new(:bytes)
                                      end, path: { "id" => "a" })
    assert_equal ["\x89PNG".b, "image/png", "r", 4], [found.content, found.content_type, found.request_id, found.size]
    latin = Loopback.reply("h\xE9".b, headers: { "Content-Type" => "text/plain; charset=ISO-8859-1" })
    text = GET.dup.tap { |one| one.answer = Internal::Success.new(:text) }
    assert_equal "hé", client(serving(latin)).call(text, path: { "id" => "a" })
    odd = Loopback.reply("h\xC3\xA9".b, headers: { "Content-Type" => "text/plain; charset=nonsense" })
    assert_equal "hé", client(serving(odd)).call(text, path: { "id" => "a" })
    any = GET.dup.tap { |one| one.answer = Internal::Success.new(:any) }
    assert_nil client(serving(Loopback.reply("", status: 204))).call(any, path: { "id" => "a" })
    assert_equal({ a: 1 }, client(serving(Loopback.json({ a: 1 }))).call(any, path: { "id" => "a" }))
  end
end
