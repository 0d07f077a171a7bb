package com.openai.core;

import java.lang.System.Logger.Level;
import java.util.Locale;

/**
 * What the library tells of its work: methods, paths, statuses, request ids, tries and broken constraints; never bodies,
 * headers, queries or keys. An environment variable, {@code debug} or {@code info}, has it written to standard error.
 */
final class Log {
    private final System.Logger logger;
    private final Level shown;

    Log(Facts facts) {
        logger = System.getLogger(facts.name());
        String said = facts.environment().containsKey("log")
                ? System.getenv(facts.environment().get("log"))
                : null;
        shown = switch (said == null ? "" : said.toLowerCase(Locale.ROOT)) {
            case "debug" -> Level.DEBUG;
            case "info" -> Level.INFO;
            default -> Level.OFF;
        };
    }

    /** Tells of a call. */
    void call(String message) {
        tell(Level.TRACE, Level.DEBUG, message);
    }

    /** Tells of another try. */
    void retry(String message) {
        tell(Level.DEBUG, Level.INFO, message);
    }

    /** Tells of a broken constraint that does not stop a call. */
    void warn(String message) {
        tell(Level.WARNING, Level.WARNING, message);
    }

    private void tell(Level level, Level own, String message) {
        if (logger.isLoggable(level)) {
            logger.log(level, message);
        } else if (own.getSeverity() >= shown.getSeverity()) {
            System.err.println(own + ": " + message);
        }
    }
}
