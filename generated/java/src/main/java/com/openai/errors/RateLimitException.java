package com.openai.errors;

import com.openai.core.JsonValue;
import com.openai.core.http.Headers;

/** Status 429: too many requests, or the quota is used up. */
public final class RateLimitException extends OpenAIServiceException {
    private static final long serialVersionUID = 1L;

    /** Makes one of what the API answered; {@code requestId} may be null. */
    public RateLimitException(String message, int statusCode, Headers headers, JsonValue body, String requestId) {
        super(message, statusCode, headers, body, requestId);
    }
}
