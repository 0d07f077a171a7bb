package com.openai.core;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Some of many items, and the way to the next ones.
 *
 * @param <T> what its items are
 * @param <A> what the whole answer is
 */
public final class Page<T, A> implements Iterable<T> {
    private final A response;
    private final List<T> items;
    private final Object following;
    private final Function<Object, Page<T, A>> ask;

    Page(
            Pages pages,
            JsonNode answer,
            JsonNode given,
            A response,
            Function<JsonValue, T> read,
            Function<Object, Page<T, A>> ask) {
        this.response = response;
        this.following = pages.following(answer, given);
        this.ask = ask;
        List<T> found = new ArrayList<>();
        if (pages.items(answer).isArray()) {
            pages.items(answer).forEach(item -> found.add(read.apply(new JsonValue(item))));
        }
        items = Collections.unmodifiableList(found);
    }

    /** The answer as it came. */
    public A response() {
        return response;
    }

    /** The items of this page. */
    public List<T> items() {
        return items;
    }

    /** Whether there may be more items; nothing is asked for. */
    public boolean hasNextPage() {
        return following != null;
    }

    /**
     * The next page.
     *
     * @throws NoSuchElementException if this is the last one
     */
    public Page<T, A> nextPage() {
        if (following == null) {
            throw new NoSuchElementException("this is the last page");
        }
        return ask.apply(following);
    }

    /** The items of this page and of all after it, each of which is asked for when its first item is. */
    @Override
    public Iterator<T> iterator() {
        return new Iterator<>() {
            private Page<T, A> page = Page.this;
            private Iterator<T> own = items.iterator();

            @Override
            public boolean hasNext() {
                while (!own.hasNext() && page.hasNextPage()) {
                    page = page.nextPage();
                    own = page.items.iterator();
                }
                return own.hasNext();
            }

            @Override
            public T next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                return own.next();
            }
        };
    }

    /** The same items as a stream. */
    public Stream<T> stream() {
        return StreamSupport.stream(spliterator(), false);
    }

    /** How many items there are on this page. */
    @Override
    public String toString() {
        return "Page{items=" + items.size() + "}";
    }
}
