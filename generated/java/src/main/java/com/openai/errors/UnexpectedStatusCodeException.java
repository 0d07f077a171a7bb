package com.openai.errors;

import com.openai.core.JsonValue;
import com.openai.core.http.Headers;

/** Any other status that is no success. */
public final class UnexpectedStatusCodeException extends OpenAIServiceException {
    private static final long serialVersionUID = 1L;

    /** Makes one of what the API answered; {@code requestId} may be null. */
    public UnexpectedStatusCodeException(
            String message, int statusCode, Headers headers, JsonValue body, String requestId) {
        super(message, statusCode, headers, body, requestId);
    }
}
