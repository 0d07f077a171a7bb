package sdk.errors;

/**
 * A failure that may pass. An interceptor of your own HTTP client may throw it to have a call tried again, as
 * often as other failures are.
 */
public class SdkRetryableException extends SdkException {
    private static final long serialVersionUID = 1L;

    /** Makes one that says what went wrong. */
    public SdkRetryableException(String message) {
        super(message);
    }

    /** Makes one that says what went wrong, and because of what. */
    public SdkRetryableException(String message, Throwable cause) {
        super(message, cause);
    }
}
