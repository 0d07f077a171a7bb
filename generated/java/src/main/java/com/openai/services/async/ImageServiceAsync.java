package com.openai.services.async;

import com.openai.core.Async;
import com.openai.core.RequestOptions;
import com.openai.core.http.AsyncStreamResponse;
import com.openai.models.images.ImageGenStreamEvent;
import com.openai.models.images.ImageGenerateParams;
import com.openai.models.images.ImagesResponse;
import com.openai.services.blocking.ImageService;
import java.util.concurrent.CompletableFuture;

/** The methods of <code>images</code>, none of which waits. */
public final class ImageServiceAsync {
    private final ImageService sync;

    /** The same methods as those of another object. */
    public ImageServiceAsync(ImageService sync) {
        this.sync = sync;
    }

    /** The same methods, which return when they are answered. */
    public ImageService sync() {
        return sync;
    }

    /**
     * Create image
     *
     * <p>Creates one or more images from a prompt. With <code>stream</code> the answer is an event stream of partial
     * images that ends with the finished one.
     */
    public CompletableFuture<ImagesResponse> generate(ImageGenerateParams params) {
        return Async.of(() -> sync.generate(params));
    }

    /**
     * Create image
     *
     * <p>Creates one or more images from a prompt. With <code>stream</code> the answer is an event stream of partial
     * images that ends with the finished one.
     */
    public CompletableFuture<ImagesResponse> generate(ImageGenerateParams params, RequestOptions requestOptions) {
        return Async.of(() -> sync.generate(params, requestOptions));
    }

    /**
     * Create image
     *
     * <p>Creates one or more images from a prompt. With <code>stream</code> the answer is an event stream of partial
     * images that ends with the finished one.
     *
     * <p>What is answered comes as a stream, which the caller closes.
     */
    public AsyncStreamResponse<ImageGenStreamEvent> generateStreaming(ImageGenerateParams params) {
        return Async.stream(() -> sync.generateStreaming(params));
    }

    /**
     * Create image
     *
     * <p>Creates one or more images from a prompt. With <code>stream</code> the answer is an event stream of partial
     * images that ends with the finished one.
     *
     * <p>What is answered comes as a stream, which the caller closes.
     */
    public AsyncStreamResponse<ImageGenStreamEvent> generateStreaming(
            ImageGenerateParams params, RequestOptions requestOptions) {
        return Async.stream(() -> sync.generateStreaming(params, requestOptions));
    }
}
