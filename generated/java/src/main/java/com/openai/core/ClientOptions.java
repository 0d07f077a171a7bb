package com.openai.core;

import com.openai.errors.OpenAIException;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;

/** What a client is told. It never changes. */
public final class ClientOptions {
    private static final int MAX_EVENT_SIZE = 128 << 20;

    final Facts facts;
    final Map<String, Supplier<String>> named;
    final Map<String, String> headers;
    final Map<String, List<String>> query;
    final String baseUrl;
    final boolean moved;
    final Timeout timeout;
    final int maxRetries;
    final ValidationMode validate;
    final Set<String> ignoreRules;
    final int maxEventSize;
    final OkHttpClient http;

    private ClientOptions(Builder<?> builder) {
        facts = builder.facts;
        named = Map.copyOf(builder.named);
        headers = new LinkedHashMap<>(builder.headers);
        query = new LinkedHashMap<>(builder.query);
        moved = builder.baseUrl != null;
        baseUrl = address(moved ? builder.baseUrl : filled(facts.baseUrl() == null ? "" : facts.baseUrl()));
        timeout = builder.timeout;
        maxRetries = builder.maxRetries;
        validate = builder.validate;
        ignoreRules = Set.copyOf(builder.ignoreRules);
        maxEventSize = builder.maxEventSize;
        http = builder.http;
    }

    /** What an option is now; null if it is not set. */
    String value(String option) {
        Supplier<String> found = named.get(option);
        return found == null ? null : found.get();
    }

    /** An address whose variables are what the options say. */
    String filled(String url) {
        String found = url;
        for (Map.Entry<String, Facts.Variable> entry : facts.variables().entrySet()) {
            String value = value(entry.getValue().option());
            String filled = value == null ? entry.getValue().otherwise() : value;
            found = found.replace("{" + entry.getKey() + "}", filled);
        }
        return found;
    }

    /**
     * The address of a server.
     *
     * @throws IllegalArgumentException for what is none
     */
    static String address(String url) {
        HttpUrl found = HttpUrl.parse(url);
        if (found == null) {
            throw new IllegalArgumentException("baseUrl must be a URL that begins with 'https://' or 'http://'");
        }
        if (found.encodedFragment() != null) {
            throw new IllegalArgumentException("baseUrl must not have a fragment");
        }
        if (!found.encodedUsername().isEmpty() || !found.encodedPassword().isEmpty()) {
            throw new IllegalArgumentException("baseUrl must not have a user or a password");
        }
        return url;
    }

    /** Where the API is; keys are never shown. */
    @Override
    public String toString() {
        return "ClientOptions{baseUrl=" + baseUrl.replaceAll("\\?.*", "") + "}";
    }

    /**
     * Makes options of a client.
     *
     * @param <B> the builder itself
     */
    public abstract static class Builder<B extends Builder<B>> {
        private final Facts facts;
        private final Map<String, Supplier<String>> named = new LinkedHashMap<>();
        private final Map<String, String> headers = new LinkedHashMap<>();
        private final Map<String, List<String>> query = new LinkedHashMap<>();
        private String baseUrl;
        private Timeout timeout;
        private int maxRetries = 2;
        private ValidationMode validate = ValidationMode.ERROR;
        private Set<String> ignoreRules = Set.of();
        private int maxEventSize = MAX_EVENT_SIZE;
        private OkHttpClient http;

        /** Begins with what every client of an API has. */
        protected Builder(Facts facts) {
            this.facts = facts;
        }

        /** Begins with what a client was told. */
        protected Builder(ClientOptions options) {
            facts = options.facts;
            named.putAll(options.named);
            headers.putAll(options.headers);
            query.putAll(options.query);
            baseUrl = options.moved ? options.baseUrl : null;
            timeout = options.timeout;
            maxRetries = options.maxRetries;
            validate = options.validate;
            ignoreRules = options.ignoreRules;
            maxEventSize = options.maxEventSize;
            http = options.http;
        }

        /** This builder. */
        protected abstract B self();

        /** Sets an option that the API has by that name; null unsets it. */
        protected final B option(String name, Supplier<String> value) {
            if (value == null) {
                named.remove(name);
            } else {
                named.put(name, value);
            }
            return self();
        }

        /** Sets an option that the API has by that name; null unsets it. */
        protected final B option(String name, String value) {
            return option(name, value == null ? null : () -> value);
        }

        /** Takes the options that the environment has, where they are not set yet. */
        public final B fromEnv() {
            facts.environment().forEach((name, variable) -> {
                String value = System.getenv(variable);
                if (value == null || value.isEmpty() || name.equals("log")) {
                    return;
                }
                if (!name.equals("base_url")) {
                    named.putIfAbsent(name, () -> value);
                } else if (baseUrl == null) {
                    baseUrl = value;
                }
            });
            return self();
        }

        /** Where the API is, with or without a slash at the end; null for where it usually is. */
        public final B baseUrl(String baseUrl) {
            this.baseUrl = baseUrl;
            return self();
        }

        /** The longest time for each step of a call. */
        public final B timeout(Duration timeout) {
            return timeout(Timeout.of(timeout));
        }

        /** The longest time for each step of a call. */
        public final B timeout(Timeout timeout) {
            this.timeout = timeout;
            return self();
        }

        /**
         * How often a call is tried again after a failure that may pass; 2 if it is not set.
         *
         * @throws IllegalArgumentException for a negative number
         */
        public final B maxRetries(int maxRetries) {
            if (maxRetries < 0) {
                throw new IllegalArgumentException("maxRetries must not be negative");
            }
            this.maxRetries = maxRetries;
            return self();
        }

        /** What becomes of a request that breaks a constraint; it is not sent if nothing is set. */
        public final B validate(ValidationMode validate) {
            this.validate = java.util.Objects.requireNonNull(validate);
            return self();
        }

        /** The ids of rules that are not looked at, as violations have them. */
        public final B ignoreRules(Collection<String> ignoreRules) {
            this.ignoreRules = Set.copyOf(ignoreRules);
            return self();
        }

        /**
         * The bytes that one event of a stream may have.
         *
         * @throws IllegalArgumentException unless there are some
         */
        public final B maxEventSize(int maxEventSize) {
            if (maxEventSize <= 0) {
                throw new IllegalArgumentException("maxEventSize must be a number of bytes");
            }
            this.maxEventSize = maxEventSize;
            return self();
        }

        /** Sends a header with every call; null removes one that is sent otherwise. */
        public final B putHeader(String name, String value) {
            headers.put(name, value);
            return self();
        }

        /** Sends a parameter of the query with every call. */
        public final B putQueryParam(String name, String... values) {
            query.put(name, List.of(values));
            return self();
        }

        /** Your own HTTP client, for proxies for example. Its timeouts count, unless others are set here. */
        public final B httpClient(OkHttpClient http) {
            this.http = http;
            return self();
        }

        /**
         * The options.
         *
         * @throws OpenAIException if there is no key, and no call can do without one
         */
        protected final ClientOptions options() {
            for (Facts.Credential credential : facts.credentials().values()) {
                String option = credential.options().get(0);
                if (facts.isAlways() && !named.containsKey(option)) {
                    throw Access.missing(facts, List.of(option));
                }
            }
            return new ClientOptions(this);
        }
    }
}
