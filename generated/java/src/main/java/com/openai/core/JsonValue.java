package com.openai.core;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Any JSON value, or that there is none. It never changes. */
public final class JsonValue {
    private static final JsonValue MISSING = new JsonValue(MissingNode.getInstance());
    private static final JsonValue NULL = new JsonValue(NullNode.getInstance());

    final JsonNode node;

    JsonValue(JsonNode node) {
        this.node = node;
    }

    /**
     * A value of Java as JSON: null, text, numbers, booleans, lists, maps, a {@code JsonNode} of Jackson, models of this
     * library.
     *
     * @throws IllegalArgumentException for anything else, and for numbers that are not finite
     */
    public static JsonValue from(Object value) {
        return value == null ? NULL : value instanceof JsonValue json ? json : new JsonValue(Json.node(value));
    }

    /** What stands for a value that is not there. */
    public static JsonValue missing() {
        return MISSING;
    }

    /** A node as a value, or what stands for none if it is null. */
    static JsonValue of(JsonNode node) {
        return node == null ? MISSING : new JsonValue(node);
    }

    /** Whether there is no value. */
    public boolean isMissing() {
        return node.isMissingNode();
    }

    /** Whether the value is null. */
    public boolean isNull() {
        return node.isNull();
    }

    /** The text, if it is one. */
    public Optional<String> asString() {
        return Optional.ofNullable(node.textValue());
    }

    /** The truth value, if it is one. */
    public Optional<Boolean> asBoolean() {
        return node.isBoolean() ? Optional.of(node.booleanValue()) : Optional.empty();
    }

    /** The number, if it is one, as large and as exact as it came. */
    public Optional<Number> asNumber() {
        return Optional.ofNullable(node.numberValue());
    }

    /** The items, if it is an array. */
    public Optional<List<JsonValue>> asArray() {
        if (!node.isArray()) {
            return Optional.empty();
        }
        List<JsonValue> found = new ArrayList<>(node.size());
        node.forEach(item -> found.add(new JsonValue(item)));
        return Optional.of(Collections.unmodifiableList(found));
    }

    /** The members, in the order in which they came, if it is an object. */
    public Optional<Map<String, JsonValue>> asObject() {
        if (!node.isObject()) {
            return Optional.empty();
        }
        Map<String, JsonValue> found = new LinkedHashMap<>();
        node.properties().forEach(entry -> found.put(entry.getKey(), new JsonValue(entry.getValue())));
        return Optional.of(Collections.unmodifiableMap(found));
    }

    /** What an object holds under a name; missing if there is nothing, or this is no object. */
    public JsonValue get(String name) {
        return of(node.get(name));
    }

    /** The value as something else, as in {@code json.convert(SomeModel::from)}. */
    public <T> T convert(Function<JsonValue, T> read) {
        return read.apply(this);
    }

    /** The value as a node of Jackson, a copy. */
    public JsonNode toNode() {
        return node.deepCopy();
    }

    /** Whether another value is equal as JSON: 1.0 is 1, and the order of keys is nothing. */
    @Override
    public boolean equals(Object other) {
        return other instanceof JsonValue value && Json.same(node, value.node);
    }

    @Override
    public int hashCode() {
        return Json.hash(node);
    }

    /** The value as JSON; empty if there is none. */
    @Override
    public String toString() {
        return Json.text(node);
    }
}
