package sdk.errors;

/** The API was not reached, or the connection broke; the cause says how. */
public class SdkIoException extends SdkException {
    private static final long serialVersionUID = 1L;

    /** Makes one that says what went wrong, and because of what. */
    public SdkIoException(String message, Throwable cause) {
        super(message, cause);
    }
}
