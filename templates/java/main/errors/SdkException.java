package sdk.errors;

/** Base of all exceptions of this library. */
public class SdkException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Makes one that says what went wrong. */
    public SdkException(String message) {
        super(message);
    }

    /** Makes one that says what went wrong, and because of what. */
    public SdkException(String message, Throwable cause) {
        super(message, cause);
    }
}
