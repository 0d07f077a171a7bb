package sdk.errors;

import sdk.core.JsonValue;
import sdk.core.http.Headers;

/** The API sent an error in the middle of a stream. */
public final class SseException extends SdkServiceException {
    private static final long serialVersionUID = 1L;

    /** Makes one of what the API answered; {@code requestId} may be null. */
    public SseException(String message, int statusCode, Headers headers, JsonValue body, String requestId) {
        super(message, statusCode, headers, body, requestId);
    }
}
