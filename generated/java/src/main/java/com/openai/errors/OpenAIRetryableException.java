package com.openai.errors;

/**
 * A failure that may pass. An interceptor of your own HTTP client may throw it to have a call tried again, as
 * often as other failures are.
 */
public class OpenAIRetryableException extends OpenAIException {
    private static final long serialVersionUID = 1L;

    /** Makes one that says what went wrong. */
    public OpenAIRetryableException(String message) {
        super(message);
    }

    /** Makes one that says what went wrong, and because of what. */
    public OpenAIRetryableException(String message, Throwable cause) {
        super(message, cause);
    }
}
