package com.openai.errors;

/** Base of all exceptions of this library. */
public class OpenAIException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Makes one that says what went wrong. */
    public OpenAIException(String message) {
        super(message);
    }

    /** Makes one that says what went wrong, and because of what. */
    public OpenAIException(String message, Throwable cause) {
        super(message, cause);
    }
}
