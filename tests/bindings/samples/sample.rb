require "openai"

openai = OpenAI::Client.new(api_key: "My API Key")

images_response = openai.images.generate(prompt: "A cute baby sea otter")

puts(images_response)
