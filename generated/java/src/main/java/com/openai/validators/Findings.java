package com.openai.validators;

import com.fasterxml.jackson.databind.JsonNode;
import com.openai.core.Violation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The violations that were found, and the objects whose rules are still to be looked at. */
final class Findings {
    private final List<Violation> violations = new ArrayList<>();
    private final List<Met> objects = new ArrayList<>();
    private final Set<String> invalid = new HashSet<>();

    private record Met(Judge judge, JsonNode value, String path) {}

    /** Reports a violation as it is. */
    void add(Violation violation) {
        violations.add(violation);
    }

    /** Reports a violation whose message tells how long the value is. */
    void add(Violation violation, int length) {
        add(violation, "", violation.path(), length);
    }

    /** Reports a violation of an object inside of another. */
    void add(Violation found, String prefix, String path) {
        add(new Violation(prefix + found.rule(), path, found.message(), found.severity(), found.source()));
    }

    /** Reports a violation of an object inside of another, whose message tells how long the value is. */
    void add(Violation found, String prefix, String path, int length) {
        String message = found.message() + " (has " + length + ")";
        add(new Violation(prefix + found.rule(), path, message, found.severity(), found.source()));
    }

    /** Judges the structure of an object, and later its rules. */
    void enter(Judge judge, JsonNode value, String prefix, String path) {
        objects.add(new Met(judge, value, path));
        judge.structure(value, prefix, path, this);
    }

    /** A field as rules see it: null if it is absent or null, {@code INVALID} if something is wrong with it. */
    JsonNode read(JsonNode value, String path, String... keys) {
        JsonNode found = value;
        StringBuilder place = invalid.isEmpty() ? null : new StringBuilder(path);
        for (String key : keys) {
            if (place != null) {
                place.append('/').append(Checks.escaped(key));
                if (invalid.contains(place.toString())) {
                    return Checks.INVALID;
                }
            }
            found = found == null ? null : found.get(key);
        }
        return found == null || found.isNull() ? null : found;
    }

    /** All that was found: the structure of all objects, then what is undeclared in each, then the rules of each. */
    List<Violation> all() {
        violations.forEach(violation -> invalid.add(violation.path()));
        for (Met met : objects) {
            met.judge().undeclared(met.value(), met.path(), this);
        }
        for (Met met : objects) {
            met.judge().rules(met.value(), met.path(), this);
        }
        return violations.size() < 2 ? List.copyOf(violations) : once();
    }

    /** The first of each pair of rule and path. */
    private List<Violation> once() {
        Set<List<String>> told = new HashSet<>();
        List<Violation> found = new ArrayList<>();
        for (Violation violation : violations) {
            if (told.add(List.of(violation.rule(), violation.path()))) {
                found.add(violation);
            }
        }
        return List.copyOf(found);
    }
}
