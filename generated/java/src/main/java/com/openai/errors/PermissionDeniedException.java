package com.openai.errors;

import com.openai.core.JsonValue;
import com.openai.core.http.Headers;

/** Status 403: the credentials do not allow this. */
public final class PermissionDeniedException extends OpenAIServiceException {
    private static final long serialVersionUID = 1L;

    /** Makes one of what the API answered; {@code requestId} may be null. */
    public PermissionDeniedException(
            String message, int statusCode, Headers headers, JsonValue body, String requestId) {
        super(message, statusCode, headers, body, requestId);
    }
}
