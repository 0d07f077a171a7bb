package com.openai.core;

import com.fasterxml.jackson.databind.JsonNode;
import com.openai.errors.OpenAIInvalidDataException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** How values of JSON are read as values of Java. All throw for what is of another kind. */
public final class Reading {
    /** Reads text. */
    public static final Function<JsonValue, String> STRING = Reading::string;

    /** Reads a truth value. */
    public static final Function<JsonValue, Boolean> BOOLEAN = Reading::bool;

    /** Reads a whole number; 1.0 is one. */
    public static final Function<JsonValue, Long> LONG = Reading::whole;

    /** Reads a number. */
    public static final Function<JsonValue, Double> DOUBLE = Reading::number;

    /** Reads a moment (RFC 3339). */
    public static final Function<JsonValue, OffsetDateTime> DATE_TIME = Reading::moment;

    /** Reads a day (RFC 3339). */
    public static final Function<JsonValue, LocalDate> DATE = Reading::day;

    /** Takes a file as it was given; text is the bytes of one. */
    public static final Function<JsonValue, FileContent> FILE = Reading::file;

    /** Takes any value as it is. */
    public static final Function<JsonValue, JsonValue> JSON = Function.identity();

    private Reading() {}

    /** Reads an array whose items are read so. */
    public static <T> Function<JsonValue, List<T>> listOf(Function<JsonValue, T> item) {
        return json -> {
            if (!json.node.isArray()) {
                throw unexpected("an array", json);
            }
            List<T> found = new ArrayList<>(json.node.size());
            json.node.forEach(one -> found.add(item.apply(new JsonValue(one))));
            return Collections.unmodifiableList(found);
        };
    }

    /** Reads an object whose values are read so. */
    public static <T> Function<JsonValue, Map<String, T>> mapOf(Function<JsonValue, T> value) {
        return json -> {
            if (!json.node.isObject()) {
                throw unexpected("an object", json);
            }
            Map<String, T> found = new LinkedHashMap<>();
            json.node.properties().forEach(one -> found.put(one.getKey(), value.apply(new JsonValue(one.getValue()))));
            return Collections.unmodifiableMap(found);
        };
    }

    /** Reads null as null, and else as it is told. */
    public static <T> Function<JsonValue, T> orNull(Function<JsonValue, T> read) {
        return json -> json.isNull() ? null : read.apply(json);
    }

    private static String string(JsonValue json) {
        if (json.node.isTextual()) {
            return json.node.textValue();
        }
        throw unexpected("a string", json);
    }

    private static OffsetDateTime moment(JsonValue json) {
        try {
            return OffsetDateTime.parse(string(json));
        } catch (DateTimeException error) {
            throw new OpenAIInvalidDataException("expected a date and a time", error);
        }
    }

    private static LocalDate day(JsonValue json) {
        try {
            return LocalDate.parse(string(json));
        } catch (DateTimeException error) {
            throw new OpenAIInvalidDataException("expected a date", error);
        }
    }

    private static FileContent file(JsonValue json) {
        FileContent found = Bodies.file(json.node);
        return found == null ? FileContent.of(string(json).getBytes(StandardCharsets.UTF_8)) : found;
    }

    private static boolean bool(JsonValue json) {
        if (json.node.isBoolean()) {
            return json.node.booleanValue();
        }
        throw unexpected("a boolean", json);
    }

    private static long whole(JsonValue json) {
        JsonNode node = json.node;
        if (node.isIntegralNumber() && node.canConvertToLong()) {
            return node.longValue();
        }
        double value = node.doubleValue();
        if (node.isNumber() && value == Math.rint(value) && Math.abs(value) < 0x1p63) {
            return (long) value;
        }
        throw unexpected("a whole number", json);
    }

    private static double number(JsonValue json) {
        if (json.node.isNumber()) {
            return json.node.doubleValue();
        }
        throw unexpected("a number", json);
    }

    /** The exception that says what was found instead; it never shows the value. */
    static OpenAIInvalidDataException unexpected(String wanted, JsonValue json) {
        String found = json.node.getNodeType().toString().toLowerCase(java.util.Locale.ROOT);
        return new OpenAIInvalidDataException("expected " + wanted + ", found " + found);
    }
}
