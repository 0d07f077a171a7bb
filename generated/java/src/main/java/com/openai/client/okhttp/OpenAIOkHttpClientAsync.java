package com.openai.client.okhttp;

import com.openai.client.OpenAIClientAsync;

/** Makes clients whose methods do not wait for their answers; {@link OpenAIOkHttpClient} has a builder for them. */
public final class OpenAIOkHttpClientAsync {
    private OpenAIOkHttpClientAsync() {}

    /** A client with the options that the environment has. */
    public static OpenAIClientAsync fromEnv() {
        return OpenAIOkHttpClient.fromEnv().async();
    }
}
