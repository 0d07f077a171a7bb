package com.openai.errors;

/** Data of the API cannot be read: it is no JSON, or of another kind than was asked for. */
public class OpenAIInvalidDataException extends OpenAIException {
    private static final long serialVersionUID = 1L;

    /** Makes one that says what is wrong. */
    public OpenAIInvalidDataException(String message) {
        super(message);
    }

    /** Makes one that says what is wrong, and because of what. */
    public OpenAIInvalidDataException(String message, Throwable cause) {
        super(message, cause);
    }
}
