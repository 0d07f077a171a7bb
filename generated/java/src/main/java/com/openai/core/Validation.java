package com.openai.core;

import com.fasterxml.jackson.databind.JsonNode;
import com.openai.errors.ConstraintException;
import java.util.ArrayList;
import java.util.List;

/** Requests are judged before they are sent. */
final class Validation {
    private Validation() {}

    /** Throws for violations of severity error, and logs all others. */
    static void check(Operation operation, JsonNode body, RequestOptions asked, ClientOptions options, Log log) {
        ValidationMode mode = asked.validate().orElse(options.validate);
        if (operation.judge == null || mode == ValidationMode.OFF || body.isMissingNode()) {
            return;
        }
        List<Violation> errors = new ArrayList<>();
        for (Violation broken : operation.judge.apply(Bodies.judged(body))) {
            boolean meant = broken.rule().equals("unknown")
                    && broken.severity() == Violation.Severity.WARN
                    && asked.body.keySet().stream()
                            .anyMatch(key -> broken.path().equals(pointer(key)));
            if (meant || options.ignoreRules.contains(broken.rule())) {
                continue;
            }
            if (broken.severity() == Violation.Severity.ERROR && mode == ValidationMode.ERROR) {
                errors.add(broken);
            } else {
                log.warn(broken.rule() + " at " + broken.path() + ": " + broken.message());
            }
        }
        if (!errors.isEmpty()) {
            throw new ConstraintException(errors);
        }
    }

    private static String pointer(String key) {
        return "/" + key.replace("~", "~0").replace("/", "~1");
    }
}
