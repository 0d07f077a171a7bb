package com.openai.errors;

import com.openai.core.JsonValue;
import com.openai.core.http.Headers;

/** Status 500 and above: the server failed. */
public final class InternalServerException extends OpenAIServiceException {
    private static final long serialVersionUID = 1L;

    /** Makes one of what the API answered; {@code requestId} may be null. */
    public InternalServerException(String message, int statusCode, Headers headers, JsonValue body, String requestId) {
        super(message, statusCode, headers, body, requestId);
    }
}
