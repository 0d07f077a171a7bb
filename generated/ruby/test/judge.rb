# frozen_string_literal: true

# Judges what it reads, a line of JSON each, and writes what is wrong with it, a line each:
#
#   {"id": "1", "model": "Name", "request": {...}}
#   {"id": "1", "violations": [{"rule": "...", "path": "...", "message": "...", "severity": "error"}]}
#
# `text` instead of `request` is parsed first; `repeat` says how often what is at a JSON
# Pointer stands there.

require_relative "../lib/openai"

module Judge
  MODELS = {
    "ImageGenerateParams" => -> { OpenAI::Models::ImageGenerateParams }
  }.freeze

  module_function

  def run(input, output)
    input.each_line { |line| output << answer(line) << "\n" unless line.strip.empty? }
    output.flush
  end

  def answer(line)
    asked = parse(line)
    id = asked["id"]
    found = OpenAI.violations(model(asked["model"]), request(asked))
    %({"id":#{text(id)},"violations":[#{found.map { |one| violation(one) }.join(',')}]})
  rescue JSON::ParserError, OpenAI::Errors::Error, ArgumentError => e
    %({"id":#{text(id.to_s)},"error":#{text(e.message)}})
  end

  # Numbers that are none are read too: it is for the validators to refuse them.
  def parse(text)
    OpenAI::Internal::JsonText.parse(text, allow_nan: true, max_nesting: 10_000)
  end

  def model(name)
    MODELS.fetch(name) { raise ArgumentError, "no model #{name}" }.call
  end

  def request(asked)
    value = asked.key?("text") ? parse(asked["text"]) : asked["request"]
    asked.fetch("repeat", {}).reduce(value) do |found, (pointer, times)|
      repeated(found, pointer.split("/", -1).drop(1).map { |key| key.gsub("~1", "/").gsub("~0", "~") }, times)
    end
  end

  def repeated(value, keys, times)
    key, *rest = keys
    case value
    when Hash then value.merge(key => repeated(value.fetch(key), rest, times))
    when Array
      return value * times if key.nil?

      value.dup.tap { |copy| copy[Integer(key)] = repeated(value[Integer(key)], rest, times) }
    else value * times
    end
  end

  def violation(one)
    %({"rule":#{text(one.rule)},"path":#{text(one.path)},"message":#{text(one.message)},"severity":"#{one.severity}"})
  end

  # A text as JSON in ASCII; half of a surrogate pair, which is no UTF-8, as its escape.
  def text(value)
    return JSON.generate(value, ascii_only: true) unless value.is_a?(String) && !value.valid_encoding?

    parts = value.b.split(/(\xED[\xA0-\xBF][\x80-\xBF])/n).map do |part|
      next JSON.generate(part.force_encoding(Encoding::UTF_8).scrub, ascii_only: true)[1..-2] unless lone?(part)

      high, middle, low = part.bytes
      format("\\u%04x", ((high & 0x0F) << 12) | ((middle & 0x3F) << 6) | (low & 0x3F))
    end
    %("#{parts.join}")
  end

  def lone?(part)
    part.match?(/\A\xED[\xA0-\xBF][\x80-\xBF]\z/n)
  end
end

Judge.run($stdin, $stdout) if $PROGRAM_NAME == __FILE__
