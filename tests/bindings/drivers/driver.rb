# frozen_string_literal: true

# Makes calls, a line of JSON each, with the generated gem; says how each ended.
require "json"
require "openai"

def outcome(asked)
  client = OpenAI::Client.new(
    api_key: "k", base_url: asked["url"], timeout: asked["timeout"], default_headers: asked["headers"]
  )
  request = asked["request"].transform_keys(&:to_sym)
  events = 0
  begin
    if request[:stream]
      client.images.generate(**request).each { events += 1 }
    else
      client.images.generate(**request)
    end
    ends = "answer"
  rescue OpenAI::Errors::Error => error
    ends = error.class.name.split("::").last
    raise "a key is told" if error.full_message.include?("secret")
  end
  { id: asked["id"], ends: ends, events: events }
end

lines = $stdin.each_line.map { |line| JSON.parse(line) }
lines.map { |asked| Thread.new { outcome(asked) } }.each { |thread| puts JSON.generate(thread.value) }
