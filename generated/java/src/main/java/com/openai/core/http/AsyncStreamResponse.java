package com.openai.core.http;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Items that come one by one, given to whoever subscribes. They can be gone through once.
 *
 * @param <T> what its items are
 */
public final class AsyncStreamResponse<T> implements AutoCloseable {
    private final CompletableFuture<StreamResponse<T>> opened;
    private final CompletableFuture<Void> complete = new CompletableFuture<>();
    private final AtomicBoolean subscribed = new AtomicBoolean();
    private final Executor executor;

    /** Makes one of a call; its items are read by an executor. */
    public AsyncStreamResponse(CompletableFuture<StreamResponse<T>> opened, Executor executor) {
        this.opened = opened;
        this.executor = executor;
    }

    /**
     * Gives each item to a handler as soon as it arrives.
     *
     * @throws IllegalStateException if somebody subscribed before
     */
    public AsyncStreamResponse<T> subscribe(Consumer<? super T> handler) {
        if (!subscribed.compareAndSet(false, true)) {
            throw new IllegalStateException("the items of a stream can be gone through once");
        }
        opened.thenAcceptAsync(
                        stream -> {
                            try (stream) {
                                stream.stream().forEach(handler);
                            }
                        },
                        executor)
                .whenComplete((nothing, error) -> {
                    if (error == null) {
                        complete.complete(null);
                    } else {
                        complete.completeExceptionally(error);
                    }
                });
        return this;
    }

    /** Completes when there are no more items, or with what kept them from coming. */
    public CompletableFuture<Void> onCompleteFuture() {
        return complete;
    }

    /** Gives the connection back; no more items will come. */
    @Override
    public void close() {
        opened.thenAccept(StreamResponse::close);
    }
}
