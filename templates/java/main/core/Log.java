package sdk.core;

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

    void tell(Level level, String message) {
        // What the platform shows unasked is for what its user should act on.
        Level told = level == Level.INFO ? Level.DEBUG : level;
        if (logger.isLoggable(told)) {
            logger.log(told, message);
        } else if (level.getSeverity() >= shown.getSeverity()) {
            System.err.println(level + ": " + message);
        }
    }
}
