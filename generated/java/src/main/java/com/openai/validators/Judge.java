package com.openai.validators;

import com.fasterxml.jackson.databind.JsonNode;
import com.openai.core.Violation;
import com.openai.core.Violation.Severity;
import java.util.List;
import java.util.Set;

/** What judges the objects of one model: their structure, then what is undeclared, then the rules. */
abstract class Judge {
    private static final Violation NOT_AN_OBJECT =
            new Violation("type", "", "the value must be an object", Severity.ERROR, "schema");

    private final Set<String> fields;
    private final Severity undeclared;

    /** Judges objects with some fields; of others {@code undeclared} tells, if it is not null. */
    Judge(Set<String> fields, Severity undeclared) {
        this.fields = fields;
        this.undeclared = undeclared;
    }

    /** Reports what breaks the schema. */
    abstract void structure(JsonNode value, String prefix, String path, Findings found);

    /** Reports what breaks the rules. */
    void rules(JsonNode value, String path, Findings found) {}

    /** Reports what is undeclared. */
    final void undeclared(JsonNode value, String path, Findings found) {
        if (undeclared == null) {
            return;
        }
        for (String key : Checks.keys(value, fields)) {
            found.add(new Violation(
                    "unknown", path + "/" + Checks.escaped(key), "not a known field", undeclared, "schema"));
        }
    }

    /** All that is wrong with a value, in order. */
    final List<Violation> judged(JsonNode value) {
        if (!value.isObject()) {
            return List.of(NOT_AN_OBJECT);
        }
        Findings found = new Findings();
        found.enter(this, value, "", "");
        return found.all();
    }
}
