package com.openai.errors;

/** The API was not reached, or the connection broke; the cause says how. */
public class OpenAIIoException extends OpenAIException {
    private static final long serialVersionUID = 1L;

    /** Makes one that says what went wrong, and because of what. */
    public OpenAIIoException(String message, Throwable cause) {
        super(message, cause);
    }
}
