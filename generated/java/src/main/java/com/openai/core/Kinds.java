package com.openai.core;

import com.fasterxml.jackson.databind.JsonNode;

/** The kinds of JSON values, as JSON Schema names them. */
public final class Kinds {
    /** The largest whole number that every reader of JSON keeps exact (RFC 8259, section 6). */
    private static final double MOST = 0x1p53 - 1;

    private Kinds() {}

    /** The narrowest kind of a value. */
    static String of(JsonNode value) {
        return switch (value.getNodeType()) {
            case NULL -> "null";
            case BOOLEAN -> "boolean";
            case NUMBER -> isInteger(value) ? "integer" : "number";
            case STRING -> "string";
            case ARRAY -> "array";
            case OBJECT -> "object";
            default -> "";
        };
    }

    /** Whether a value is of one of some kinds, which have spaces between them; of any if none is said. */
    public static boolean fits(JsonNode value, String kinds) {
        if (kinds.isEmpty()) {
            return true;
        }
        String own = of(value);
        for (String kind : kinds.split(" ")) {
            if (kind.equals(own) || (kind.equals("number") && isNumber(value))) {
                return true;
            }
        }
        return false;
    }

    /** Whether a value is a number that is finite as a double. */
    public static boolean isNumber(JsonNode value) {
        return value.isNumber() && Double.isFinite(value.doubleValue());
    }

    /** Whether a value is a whole number that every reader keeps exact; 1.0 is one. */
    public static boolean isInteger(JsonNode value) {
        if (value.isInt()) {
            return true;
        }
        double number = value.doubleValue();
        if (!value.isNumber() || number != Math.rint(number) || Math.abs(number) > MOST) {
            return false;
        }
        return true;
    }
}
