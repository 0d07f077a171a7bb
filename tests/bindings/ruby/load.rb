# frozen_string_literal: true

# Loads all of a gem, so that nothing waits for its first use: load.rb FILE MODULE
require File.expand_path(ARGV.fetch(0))

gem = Object.const_get(ARGV.fetch(1))
[gem, gem::Models, gem::Resources, gem::Validators].each do |home|
  home.constants(false).each { |name| home.const_get(name) }
end
gem::Models.constants(false).each do |name|
  model = gem::Models.const_get(name)
  model.fields.each_value { |field| gem::Internal::Type.of(field.type) } if model.is_a?(Class)
  model.from_wire({ "a" => [{}] }.freeze)
end
puts gem::Models.constants(false).size
