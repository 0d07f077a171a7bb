package com.openai.errors;

import com.openai.core.JsonValue;
import com.openai.core.http.Headers;

/** Status 409: something else is at work on the same thing. */
public final class ConflictException extends OpenAIServiceException {
    private static final long serialVersionUID = 1L;

    /** Makes one of what the API answered; {@code requestId} may be null. */
    public ConflictException(String message, int statusCode, Headers headers, JsonValue body, String requestId) {
        super(message, statusCode, headers, body, requestId);
    }
}
