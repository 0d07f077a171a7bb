package com.openai.core;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What one call does in another way than its client says. */
public final class RequestOptions {
    private static final RequestOptions NONE = builder().build();

    final Map<String, String> headers;
    final Map<String, List<String>> query;
    final Map<String, JsonValue> body;
    private final Timeout timeout;
    private final ValidationMode validate;

    private RequestOptions(Builder builder) {
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(builder.headers));
        query = Collections.unmodifiableMap(new LinkedHashMap<>(builder.query));
        body = Collections.unmodifiableMap(new LinkedHashMap<>(builder.body));
        timeout = builder.timeout;
        validate = builder.validate;
    }

    /** No other way. */
    public static RequestOptions none() {
        return NONE;
    }

    /** A builder with nothing set. */
    public static Builder builder() {
        return new Builder();
    }

    /** The timeout of the call, if it has one of its own. */
    public Optional<Timeout> timeout() {
        return Optional.ofNullable(timeout);
    }

    /** What becomes of a request that breaks a constraint, if the call says so. */
    public Optional<ValidationMode> validate() {
        return Optional.ofNullable(validate);
    }

    /** The media type of the body: what the call says, or else what is usual. */
    String contentType(String usual) {
        for (Map.Entry<String, String> header : headers.entrySet()) {
            if (header.getKey().equalsIgnoreCase("content-type") && header.getValue() != null) {
                return header.getValue();
            }
        }
        return usual;
    }

    /** The names of what is set; values may be secret. */
    @Override
    public String toString() {
        return "RequestOptions{headers=" + headers.keySet() + ", query=" + query.keySet() + ", body=" + body.keySet()
                + "}";
    }

    /** Makes options of a call. */
    public static final class Builder {
        private final Map<String, String> headers = new LinkedHashMap<>();
        private final Map<String, List<String>> query = new LinkedHashMap<>();
        private final Map<String, JsonValue> body = new LinkedHashMap<>();
        private Timeout timeout;
        private ValidationMode validate;

        private Builder() {}

        /** The longest time for each step of the call. */
        public Builder timeout(Duration timeout) {
            return timeout(Timeout.of(timeout));
        }

        /** The longest time for each step of the call. */
        public Builder timeout(Timeout timeout) {
            this.timeout = timeout;
            return this;
        }

        /** What becomes of a request that breaks a constraint. */
        public Builder validate(ValidationMode validate) {
            this.validate = validate;
            return this;
        }

        /** Sends a header, in place of what the client sends by that name; null sends none. */
        public Builder putHeader(String name, String value) {
            headers.put(name, value);
            return this;
        }

        /** Sends a parameter of the query, in place of what the client sends by that name. */
        public Builder putQueryParam(String name, String... values) {
            query.put(name, List.of(values));
            return this;
        }

        /** Sends a property of the body, also one that is not declared. */
        public Builder putBodyProperty(String name, JsonValue value) {
            body.put(name, value);
            return this;
        }

        /** The options. */
        public RequestOptions build() {
            return new RequestOptions(this);
        }
    }
}
