package com.openai.core;

import java.util.Date;
import okhttp3.Headers;

/** When a request is tried again, and after how long. */
final class Retries {
    /** A server that orders a longer wait is not waited for so long, in seconds. */
    private static final double LONGEST = 60;

    private Retries() {}

    /** Whether an answer is worth another try; {@code x-should-retry} is the server's own word on it. */
    static boolean worth(int status, Headers headers) {
        String ordered = headers.get("x-should-retry");
        if ("true".equals(ordered) || "false".equals(ordered)) {
            return ordered.equals("true");
        }
        return status == 408 || status == 409 || status == 429 || status >= 500;
    }

    /**
     * Seconds until the next try: what the server orders, if that is reasonable; else 0.5 s, doubled with each try so far
     * up to 8 s, less up to a quarter by chance.
     */
    static double wait(int retries, Headers headers, double now, double random) {
        Double ordered = ordered(headers, now);
        if (ordered != null && ordered > 0 && ordered <= LONGEST) {
            return ordered;
        }
        return Math.min(0.5 * Math.pow(2, Math.min(retries, 10)), 8) * (1 - 0.25 * random);
    }

    /** {@code retry-after-ms}, or {@code retry-after} in seconds or as a date (RFC 9110, section 10.2.3). */
    private static Double ordered(Headers headers, double now) {
        Double milliseconds = number(headers.get("retry-after-ms"));
        if (milliseconds != null) {
            return milliseconds / 1000;
        }
        Double seconds = number(headers.get("retry-after"));
        if (seconds != null) {
            return seconds;
        }
        Date date = headers.getDate("retry-after");
        return date == null ? null : date.getTime() / 1000.0 - now;
    }

    private static Double number(String text) {
        try {
            return text == null ? null : Double.valueOf(text.strip());
        } catch (NumberFormatException error) {
            return null;
        }
    }
}
