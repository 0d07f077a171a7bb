package sdk.errors;

/** The API did not answer in time. */
public class SdkTimeoutException extends SdkIoException {
    private static final long serialVersionUID = 1L;

    /** Makes one that says what took too long. */
    public SdkTimeoutException(String message, Throwable cause) {
        super(message, cause);
    }
}
