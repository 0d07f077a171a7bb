package com.openai.core;

/**
 * One broken constraint.
 *
 * @param rule the id of the rule, or {@code field.keyword} for what the schema says
 * @param path a JSON Pointer to what is at fault
 * @param message what must hold; it never repeats the value
 * @param severity whether the API refuses such a request, or only advises against it
 * @param source the document and the place that states the rule
 */
public record Violation(String rule, String path, String message, Severity severity, String source) {

    /** How much a violation weighs. */
    public enum Severity {
        /** The request would be refused. */
        ERROR,
        /** The request is not what was meant, but would be served. */
        WARN
    }
}
