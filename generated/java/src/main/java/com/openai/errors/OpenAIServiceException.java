package com.openai.errors;

import com.openai.core.JsonValue;
import com.openai.core.http.Headers;
import java.util.Optional;

/** The API answered with a failure. */
public class OpenAIServiceException extends OpenAIException {
    private static final long serialVersionUID = 1L;

    private final int statusCode;
    private final String requestId;
    private final transient Headers headers;
    private final transient JsonValue body;

    /** Makes one of what the API answered; {@code requestId} may be null. */
    public OpenAIServiceException(String message, int statusCode, Headers headers, JsonValue body, String requestId) {
        super(message);
        this.statusCode = statusCode;
        this.headers = headers;
        this.body = body;
        this.requestId = requestId;
    }

    /** The HTTP status of the answer. */
    public int statusCode() {
        return statusCode;
    }

    /** The headers of the answer; none in an exception that was serialized. */
    public Headers headers() {
        return headers == null ? Headers.EMPTY : headers;
    }

    /**
     * What the API said of it: the JSON inside its error envelope, else the whole JSON, else the text; missing if it
     * said nothing.
     */
    public JsonValue body() {
        return body == null ? JsonValue.missing() : body;
    }

    /** The id that the API gave the request, to be quoted when asking for help. */
    public Optional<String> requestId() {
        return Optional.ofNullable(requestId);
    }

    /** The code of the failure, if the API named one. */
    public Optional<String> code() {
        return body().get("code").asString();
    }

    /** The parameter that is at fault, if the API named one. */
    public Optional<String> param() {
        return body().get("param").asString();
    }

    /** The type of the failure, if the API named one. */
    public Optional<String> type() {
        return body().get("type").asString();
    }
}
