package com.openai.errors;

import com.openai.core.JsonValue;
import com.openai.core.http.Headers;

/** Status 401: the credentials are missing or wrong. */
public final class UnauthorizedException extends OpenAIServiceException {
    private static final long serialVersionUID = 1L;

    /** Makes one of what the API answered; {@code requestId} may be null. */
    public UnauthorizedException(String message, int statusCode, Headers headers, JsonValue body, String requestId) {
        super(message, statusCode, headers, body, requestId);
    }
}
