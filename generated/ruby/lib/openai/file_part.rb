# frozen_string_literal: true

require "pathname"
require "stringio"

module OpenAI
  # A file in a request, with a name and a media type of its own. Where neither matters, a
  # `Pathname`, an open `IO` or a `StringIO` will do, or a string with what is in it.
  class FilePart
    # @return [Pathname, IO, StringIO, String]
    attr_reader :content
    # @return [String, nil]
    attr_reader :filename
    # @return [String, nil]
    attr_reader :content_type

    # @param content [Pathname, IO, StringIO, String] where the file is, or what is in it
    # @param filename [String, nil] by default that of the path
    # @param content_type [String, nil] its media type
    def initialize(content, filename: nil, content_type: nil)
      unless content.is_a?(String) || FilePart.file?(content)
        raise Errors::InvalidArgumentError, "#{content.class} is no file"
      end

      @content = content
      @filename = filename || FilePart.name_of(content)
      @content_type = content_type
    end

    # @param value [Object]
    # @return [Boolean] whether a value stands for a file; no JSON value does
    def self.file?(value)
      value.is_a?(FilePart) || value.is_a?(Pathname) || value.respond_to?(:read)
    end

    # @param value [Object] what stands for a file
    # @return [FilePart]
    def self.of(value)
      value.is_a?(FilePart) ? value : new(value)
    end

    # @api private
    def self.name_of(content)
      path = content.respond_to?(:path) ? content.path : (content if content.is_a?(Pathname))
      File.basename(path.to_s) if path
    end

    # @return [String]
    def inspect
      "#<#{self.class} #{filename.inspect}>"
    end
  end
end
