package com.openai.core.http;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * Items that come one by one, each as soon as it arrives. They can be gone through once. The connection is given back
 * when they end, when one cannot be read, and by {@link #close}, so use it in a {@code try} with resources.
 *
 * @param <T> what its items are
 */
public interface StreamResponse<T> extends AutoCloseable {
    /**
     * The items. To go through them throws what the errors of this library are.
     *
     * @throws IllegalStateException if they were asked for before
     */
    Stream<T> stream();

    /** The headers of the response. */
    Headers headers();

    /** The id that the API gave the request. */
    Optional<String> requestId();

    /** Gives the connection back; no more items will come. */
    @Override
    void close();
}
