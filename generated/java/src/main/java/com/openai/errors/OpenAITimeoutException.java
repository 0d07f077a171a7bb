package com.openai.errors;

/** The API did not answer in time. */
public class OpenAITimeoutException extends OpenAIIoException {
    private static final long serialVersionUID = 1L;

    /** Makes one that says what took too long. */
    public OpenAITimeoutException(String message, Throwable cause) {
        super(message, cause);
    }
}
