package com.openai.core.http;

import java.io.InputStream;
import java.util.Optional;

/** A response whose content is read as it comes. Close it when done with it. */
public interface HttpResponse extends AutoCloseable {
    /** The HTTP status. */
    int statusCode();

    /** The headers. */
    Headers headers();

    /** The id that the API gave the request. */
    Optional<String> requestId();

    /** The content, which can be read once. */
    InputStream body();

    /** Gives the connection back. */
    @Override
    void close();
}
