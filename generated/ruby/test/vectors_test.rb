# frozen_string_literal: true

require "helper"
require "judge"

# Requests, and all that is wrong with them.
class VectorsTest < Minitest::Test
  FILE = File.join(__dir__, "vectors.jsonl")

  def test_vectors
    File.foreach(FILE, encoding: "UTF-8") do |line|
      vector = OpenAI::Internal::JsonText.parse(line)
      model = Judge.model(vector["model"])
      request = Judge.request(vector)
      found = OpenAI.violations(model, request)
      name = "#{vector['model']} #{vector['name']}"
      assert_equal vector["violations"], found.map { |one| [one.rule, one.path, one.message] }, name
      assert_equal found.none? { |one| one.severity == :error }, OpenAI.valid?(model, request), name
    end
  end

  def test_models_are_judged_as_hashes_are
    File.foreach(FILE, encoding: "UTF-8") do |line|
      vector = OpenAI::Internal::JsonText.parse(line)
      request = Judge.request(vector)
      next unless request.is_a?(Hash)

      model = Judge.model(vector["model"])
      wanted = OpenAI.violations(model, request)
      assert_equal wanted, OpenAI.violations(model, model.from_h(request))
      assert_equal wanted, OpenAI.violations(model, OpenAI::Internal::Wire.symbolized(request))
    end
  end

  def test_other_models
    assert_raises(ArgumentError) { OpenAI.violations(String, {}) }
  end
end
