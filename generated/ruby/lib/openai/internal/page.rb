# frozen_string_literal: true

module OpenAI
  module Internal
    # How an operation goes on to its next page.
    #
    # `items` and `signal` are ways through the answer. The argument `wire`, of the query or
    # of the body, becomes what stands at `signal` (`:cursor`), the `last` of the last item
    # (`:after`), one more (`:page`), or as many more as there were items (`:offset`). Where
    # `signal` says that there are no more, or there are no items, that is the end.
    Pages = Struct.new(:kind, :wire, :items, :signal, :last, :start, :in_body, keyword_init: true) do
      def initialize(signal: [], last: "", start: 1, in_body: false, **rest)
        super
        freeze
      end

      # @param answer [Object]
      # @return [Array] the items of a page
      def of(answer)
        found = at(answer, items)
        found.is_a?(Array) ? found : []
      end

      # @param answer [Object]
      # @param given [Object, nil] what the argument was for this page
      # @return [Object, nil] what it is for the next one; nil if there is none
      def following(answer, given)
        items = of(answer)
        signal = self.signal.empty? ? nil : at(answer, self.signal)
        return if items.empty? || signal == false

        case kind
        when :cursor then signal if known?(signal) && signal != given
        when :after
          found = at(items.last, [last])
          found unless [nil, "", given].include?(found)
        when :page then number(given, start) + 1
        else number(given, 0) + items.size
        end
      end

      private

      def known?(signal)
        (signal.is_a?(String) && !signal.empty?) || signal.is_a?(Integer)
      end

      def number(given, otherwise)
        given = given.to_s
        given.match?(/\A\d+\z/) ? given.to_i : otherwise
      end

      def at(value, way)
        way.reduce(value) do |found, key|
          case found
          when BaseModel then found.by_wire(key)
          when Hash then found[key.to_sym]
          end
        end
      end
    end

    # A page: the `answer` as it came, and its items. Iterating goes on to the items of the
    # pages after it, each of which is asked for when its first item is.
    class Page
      include Enumerable

      # @return [Object] the answer as it came
      attr_reader :answer
      # @return [Array] the items of this page
      attr_reader :items

      # @param pages [Pages]
      # @param answer [Object]
      # @param given [Object, nil]
      # @yieldparam value [Object] what the argument is for the next page
      # @yieldreturn [Page]
      def initialize(pages, answer, given, &call)
        @answer = answer
        @items = pages.of(answer)
        @next = pages.following(answer, given)
        @call = call
      end

      # @return [String, nil] the id of the request that this page is the answer to
      def request_id
        answer.request_id if answer.is_a?(BaseModel)
      end

      # @return [Boolean] whether there may be more items; nothing is asked for
      def next_page?
        !@next.nil?
      end

      # @return [Page]
      # @raise [Errors::Error] if there is none
      def next_page
        raise Errors::Error, "this is the last page; ask next_page? first" if @next.nil?

        @call.call(@next)
      end

      # @yieldparam page [Page] this page and those after it
      # @return [self, Enumerator]
      def each_page
        return enum_for(:each_page) unless block_given?

        page = self
        yield page
        yield page = page.next_page while page.next_page?
        self
      end

      # @yieldparam item [Object] the items of this page and of those after it
      # @return [self, Enumerator]
      def each(&block)
        return enum_for(:each) unless block

        each_page { |page| page.items.each(&block) }
        self
      end
      alias auto_paging_each each

      # @return [String]
      def inspect
        "#<#{self.class} of #{items.size} items>"
      end
    end
  end
end
