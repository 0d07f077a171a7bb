package com.openai.client.okhttp;

import com.openai.client.OpenAIClient;
import com.openai.core.Calls;
import com.openai.core.ClientOptions;
import com.openai.core.Facts;
import java.util.function.Supplier;

/** Makes clients of OpenAI images that use OkHttp. */
public final class OpenAIOkHttpClient {
    private static final Facts FACTS = Facts.of("com.openai", "openai-images-java/2025.12.0")
            .baseUrl("https://api.openai.com/v1")
            .credential("bearerAuth", "header", "Authorization", "Bearer ", "api_key")
            .security("bearerAuth")
            .header("organization", "OpenAI-Organization")
            .header("project", "OpenAI-Project")
            .environment("api_key", "OPENAI_API_KEY")
            .environment("base_url", "OPENAI_BASE_URL")
            .environment("organization", "OPENAI_ORG_ID")
            .environment("project", "OPENAI_PROJECT_ID")
            .environment("log", "OPENAI_LOG")
            .requestId("x-request-id")
            .envelope("error")
            .end("[DONE]")
            .always();

    private OpenAIOkHttpClient() {}

    /** A client with the options that the environment has. */
    public static OpenAIClient fromEnv() {
        return builder().fromEnv().build();
    }

    /** A builder with nothing set. */
    public static Builder builder() {
        return new Builder(FACTS);
    }

    /** A builder with all that a client was told. */
    public static Builder builder(ClientOptions options) {
        return new Builder(options);
    }

    /** Makes a client. */
    public static final class Builder extends ClientOptions.Builder<Builder> {
        private Builder(Facts facts) {
            super(facts);
        }

        private Builder(ClientOptions options) {
            super(options);
        }

        @Override
        protected Builder self() {
            return this;
        }

        /** The key; <code>fromEnv</code> takes it from <code>OPENAI_API_KEY</code>. */
        public Builder apiKey(String apiKey) {
            return option("api_key", apiKey);
        }

        /**
         * The key; <code>fromEnv</code> takes it from <code>OPENAI_API_KEY</code>.
         *
         * <p>Asked for it at each try of a call.
         */
        public Builder apiKey(Supplier<String> apiKey) {
            return option("api_key", apiKey);
        }

        /** Sent as <code>OpenAI-Organization</code>; <code>fromEnv</code> takes it from <code>OPENAI_ORG_ID</code>. */
        public Builder organization(String organization) {
            return option("organization", organization);
        }

        /** Sent as <code>OpenAI-Project</code>; <code>fromEnv</code> takes it from <code>OPENAI_PROJECT_ID</code>. */
        public Builder project(String project) {
            return option("project", project);
        }

        /** The client; throws if there is no key, and no call can do without one. */
        public OpenAIClient build() {
            return new OpenAIClient(new Calls(options()));
        }

        /** A client that shares the connections of calls. For the library itself. */
        public OpenAIClient build(Calls calls) {
            return new OpenAIClient(calls.with(options()));
        }
    }
}
