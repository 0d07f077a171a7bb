package com.openai.validators;

import com.fasterxml.jackson.databind.JsonNode;
import com.openai.core.Json;
import com.openai.core.JsonValue;
import com.openai.core.Model;
import com.openai.core.Violation;
import com.openai.errors.ConstraintException;
import java.util.List;

/**
 * What must hold of requests. {@code validate} throws exactly what {@code violations} lists at severity error, and
 * {@code isValid} is whether it would not.
 */
public final class Validators {
    private Validators() {}

    /** All that is wrong with an object, in order: structure, what is undeclared, rules. */
    public static List<Violation> violations(Model value) {
        return violations(value.getClass(), Json.nodeOf(value));
    }

    /** All that is wrong with a value that is to be an object of a class. */
    public static List<Violation> violations(Class<? extends Model> model, JsonValue value) {
        return violations(model, Json.nodeOf(value));
    }

    /**
     * All that is wrong with a value that is to be an object of a class.
     *
     * @throws IllegalArgumentException for a class that no operation sends
     */
    public static List<Violation> violations(Class<? extends Model> model, JsonNode value) {
        return switch (model.getName()) {
            case "com.openai.models.images.ImageGenerateParams" -> ImageGenerateParamsValidator.violations(value);
            default -> throw new IllegalArgumentException("no validator for " + model.getName());
        };
    }

    /** Throws {@link ConstraintException} with what is wrong at severity error, if there is anything. */
    public static void validate(Model value) {
        validate(value.getClass(), Json.nodeOf(value));
    }

    /** Throws {@link ConstraintException} with what is wrong at severity error, if there is anything. */
    public static void validate(Class<? extends Model> model, JsonValue value) {
        validate(model, Json.nodeOf(value));
    }

    /** Throws {@link ConstraintException} with what is wrong at severity error, if there is anything. */
    public static void validate(Class<? extends Model> model, JsonNode value) {
        List<Violation> errors = errors(violations(model, value));
        if (!errors.isEmpty()) {
            throw new ConstraintException(errors);
        }
    }

    /** Whether nothing is wrong at severity error. */
    public static boolean isValid(Model value) {
        return errors(violations(value)).isEmpty();
    }

    /** Whether nothing is wrong at severity error. */
    public static boolean isValid(Class<? extends Model> model, JsonValue value) {
        return errors(violations(model, value)).isEmpty();
    }

    /** Whether nothing is wrong at severity error. */
    public static boolean isValid(Class<? extends Model> model, JsonNode value) {
        return errors(violations(model, value)).isEmpty();
    }

    private static List<Violation> errors(List<Violation> found) {
        return found.stream()
                .filter(violation -> violation.severity() == Violation.Severity.ERROR)
                .toList();
    }
}
