# frozen_string_literal: true

# Calls the mock with the generated gem, in the ways that its README shows.
require "openai"

client = OpenAI::Client.new
response = client.images.generate(prompt: "x", model: :"gpt-image-1", quality: :high, n: 2)
raise "a model" unless response.is_a?(OpenAI::ImagesResponse) && response.data.size == 2
raise "symbols" unless response.quality == :high && response[:quality] == :high
raise "patterns" unless response in { created: Integer, data: [OpenAI::Image, OpenAI::Image] }
raise "written back" unless OpenAI::ImagesResponse.from_h(response.to_h) == response

asked = { prompt: "x", model: "gpt-image-1", partial_images: 2 }
streams = [client.images.generate(**asked, stream: true), client.images.generate_stream_raw(**asked)]
streams.each do |stream|
  kinds = stream.map(&:type)
  last = kinds.pop
  raise "partial images" unless kinds.uniq == [:"image_generation.partial_image"]
  raise "the end" unless last == :"image_generation.completed" && stream.closed?
end

begin
  client.images.generate(prompt: "x", model: "dall-e-3", moderation: "low")
  raise "nothing was refused"
rescue OpenAI::Errors::ConstraintError => e
  raise "a rule" unless e.violations.map(&:rule) == ["gpt-image-only"]
end
raw = client.images.with_raw_response.generate(prompt: "x", request_options: { validate: :off })
raise "raw" unless raw.status == 200 && raw.request_id == raw.parse.request_id
puts "all is well"
