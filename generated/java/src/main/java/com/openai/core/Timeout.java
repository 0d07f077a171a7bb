package com.openai.core;

import java.time.Duration;

/**
 * How long each step of a call may take; zero waits for ever.
 *
 * @param connect until there is a connection
 * @param read until the next bytes of an answer
 * @param write until the next bytes are sent
 */
public record Timeout(Duration connect, Duration read, Duration write) {
    /** Five seconds for a connection, ten minutes for all else. */
    public static final Timeout DEFAULT =
            new Timeout(Duration.ofSeconds(5), Duration.ofMinutes(10), Duration.ofMinutes(10));

    /**
     * Checks the steps.
     *
     * @throws IllegalArgumentException for what is negative
     */
    public Timeout {
        for (Duration step : new Duration[] {connect, read, write}) {
            if (step.isNegative()) {
                throw new IllegalArgumentException("a timeout must not be negative");
            }
        }
    }

    /** The same for all steps. */
    public static Timeout of(Duration each) {
        return new Timeout(each, each, each);
    }
}
