package com.openai.core.http;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * A response as it came, and what can be read from it.
 *
 * @param <T> what can be read
 */
public final class HttpResponseFor<T> {
    private final int statusCode;
    private final Headers headers;
    private final String requestId;
    private final int retries;
    private final Supplier<T> parse;

    /** Makes one; {@code requestId} may be null. */
    public HttpResponseFor(int statusCode, Headers headers, String requestId, int retries, Supplier<T> parse) {
        this.statusCode = statusCode;
        this.headers = headers;
        this.requestId = requestId;
        this.retries = retries;
        this.parse = parse;
    }

    /** The HTTP status. */
    public int statusCode() {
        return statusCode;
    }

    /** The headers. */
    public Headers headers() {
        return headers;
    }

    /** The id that the API gave the request, to be quoted when asking for help. */
    public Optional<String> requestId() {
        return Optional.ofNullable(requestId);
    }

    /** How often the request was tried again. */
    public int retriesTaken() {
        return retries;
    }

    /** What the method without the raw response returns. Throws what that throws for an answer it cannot read. */
    public T parse() {
        return parse.get();
    }

    /** The status. */
    @Override
    public String toString() {
        return "HttpResponseFor{statusCode=" + statusCode + "}";
    }
}
