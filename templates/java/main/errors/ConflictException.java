package sdk.errors;

import sdk.core.JsonValue;
import sdk.core.http.Headers;

/** Status 409: something else is at work on the same thing. */
public final class ConflictException extends SdkServiceException {
    private static final long serialVersionUID = 1L;

    /** Makes one of what the API answered; {@code requestId} may be null. */
    public ConflictException(String message, int statusCode, Headers headers, JsonValue body, String requestId) {
        super(message, statusCode, headers, body, requestId);
    }
}
