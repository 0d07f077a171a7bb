package com.openai.core;

import com.openai.core.http.AsyncStreamResponse;
import com.openai.core.http.StreamResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** Calls that go on beside the caller, each on a thread of its own. For the library itself. */
public final class Async {
    private static final ExecutorService THREADS = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "sdk-call");
        thread.setDaemon(true);
        return thread;
    });

    private Async() {}

    /** Makes a call that gives something. */
    public static <T> CompletableFuture<T> of(Supplier<T> call) {
        return CompletableFuture.supplyAsync(call, THREADS);
    }

    /** Makes a call that gives nothing. */
    public static CompletableFuture<Void> run(Runnable call) {
        return CompletableFuture.runAsync(call, THREADS);
    }

    /** Makes a call that gives items one by one. */
    public static <T> AsyncStreamResponse<T> stream(Supplier<StreamResponse<T>> call) {
        return new AsyncStreamResponse<>(of(call), THREADS);
    }
}
