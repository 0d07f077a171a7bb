package com.openai.errors;

import com.openai.core.JsonValue;
import com.openai.core.http.Headers;

/** The API sent an error in the middle of a stream. */
public final class SseException extends OpenAIServiceException {
    private static final long serialVersionUID = 1L;

    /** Makes one of what the API answered; {@code requestId} may be null. */
    public SseException(String message, int statusCode, Headers headers, JsonValue body, String requestId) {
        super(message, statusCode, headers, body, requestId);
    }
}
