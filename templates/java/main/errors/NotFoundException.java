package sdk.errors;

import sdk.core.JsonValue;
import sdk.core.http.Headers;

/** Status 404: there is no such thing. */
public final class NotFoundException extends SdkServiceException {
    private static final long serialVersionUID = 1L;

    /** Makes one of what the API answered; {@code requestId} may be null. */
    public NotFoundException(String message, int statusCode, Headers headers, JsonValue body, String requestId) {
        super(message, statusCode, headers, body, requestId);
    }
}
