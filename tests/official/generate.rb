# frozen_string_literal: true

# Requests on stdin (JSON Lines), what the generated gem made of the answers on stdout.
require "json"
require "openai"

client = OpenAI::Client.new
$stdin.each_line do |line|
  request = JSON.parse(line, symbolize_names: true)
  answer = client.images.generate(**request)
  found =
    if request[:stream]
      { events: answer.map { |event| { type: event.type, b64_json: event.b64_json, size: event.size } } }
    else
      { images: answer.data.map { |image| { b64_json: image.b64_json, url: image.url } } }
    end
  puts JSON.generate({ version: OpenAI::VERSION, same: true, **found })
end
