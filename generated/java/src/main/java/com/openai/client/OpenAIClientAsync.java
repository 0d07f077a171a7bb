package com.openai.client;

import com.openai.services.async.ImageServiceAsync;

/** A client of OpenAI images whose methods do not wait for their answers. */
public final class OpenAIClientAsync {
    private final OpenAIClient sync;
    private final ImageServiceAsync images;

    /** The same methods as those of another object. */
    public OpenAIClientAsync(OpenAIClient sync) {
        this.sync = sync;
        this.images = new ImageServiceAsync(sync.images());
    }

    /** The same methods, which return when they are answered. */
    public OpenAIClient sync() {
        return sync;
    }

    /** The methods of {@code images}. */
    public ImageServiceAsync images() {
        return images;
    }
}
