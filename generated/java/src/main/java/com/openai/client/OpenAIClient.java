package com.openai.client;

import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.Calls;
import com.openai.services.blocking.ImageService;
import java.util.function.Consumer;

/** A client of OpenAI images. Threads may share it. */
public final class OpenAIClient implements AutoCloseable {
    private final Calls calls;
    private final ImageService images;

    /** Methods that are called as a client is told. */
    public OpenAIClient(Calls calls) {
        this.calls = calls;
        this.images = new ImageService(calls);
    }

    /** The methods of {@code images}. */
    public ImageService images() {
        return images;
    }

    /** The same methods, which answer with a {@code CompletableFuture}. */
    public OpenAIClientAsync async() {
        return new OpenAIClientAsync(this);
    }

    /**
     * A client that is told other things, as in {@code client.withOptions(options -> options.maxRetries(5))}. It shares
     * the connections, unless it is given an HTTP client of its own.
     */
    public OpenAIClient withOptions(Consumer<OpenAIOkHttpClient.Builder> change) {
        OpenAIOkHttpClient.Builder builder = OpenAIOkHttpClient.builder(calls.options());
        change.accept(builder);
        return builder.build(calls);
    }

    /** Gives all idle connections back; no more calls can be made. */
    @Override
    public void close() {
        calls.close();
    }
}
