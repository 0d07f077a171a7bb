package com.openai.core;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.openai.errors.OpenAIInvalidDataException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * An object with named properties, which never changes. It keeps exactly what came: unknown properties, unknown values,
 * null and absence.
 */
public abstract class Model {
    final ObjectNode node;

    /**
     * Reads an object.
     *
     * @throws OpenAIInvalidDataException if it is none
     */
    protected Model(JsonValue json) {
        if (!(json.node instanceof ObjectNode object)) {
            throw Reading.unexpected("an object", json);
        }
        this.node = object;
    }

    /** The names of the properties that have methods of their own. */
    protected abstract List<String> names();

    /** A property that must be there. */
    protected <T> T required(String name, Function<JsonValue, T> read) {
        JsonNode found = node.get(name);
        if (found == null) {
            throw new OpenAIInvalidDataException("'" + name + "' is missing");
        }
        return read(name, found, read);
    }

    /** A property that may be absent or null. */
    protected <T> Optional<T> optional(String name, Function<JsonValue, T> read) {
        JsonNode found = node.get(name);
        return found == null || found.isNull() ? Optional.empty() : Optional.of(read(name, found, read));
    }

    private static <T> T read(String name, JsonNode found, Function<JsonValue, T> read) {
        try {
            return read.apply(new JsonValue(found));
        } catch (OpenAIInvalidDataException error) {
            throw new OpenAIInvalidDataException("'" + name + "': " + error.getMessage(), error);
        }
    }

    /** The whole object as JSON, as it came or as it is sent. */
    public final JsonValue _json() {
        return new JsonValue(node);
    }

    /** A property by its name in JSON: missing, null, of an unexpected kind, or a value. */
    public final JsonValue _property(String name) {
        return JsonValue.of(node.get(name));
    }

    /** The properties that have no methods of their own, in the order in which they came. */
    public final Map<String, JsonValue> _additionalProperties() {
        List<String> known = names();
        Map<String, JsonValue> found = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            if (!known.contains(entry.getKey())) {
                found.put(entry.getKey(), new JsonValue(entry.getValue()));
            }
        }
        return Collections.unmodifiableMap(found);
    }

    /** Whether another object is of the same class and equal as JSON. */
    @Override
    public final boolean equals(Object other) {
        return other instanceof Model model && getClass() == model.getClass() && Json.same(node, model.node);
    }

    @Override
    public final int hashCode() {
        return Json.hash(node);
    }

    /** The name of the class, and the object as JSON. */
    @Override
    public final String toString() {
        return getClass().getSimpleName() + node;
    }

    /**
     * Makes a model. It may be used again after it made one.
     *
     * @param <B> the builder itself
     */
    public abstract static class Builder<B extends Builder<B>> {
        private final ObjectNode node;

        /** Begins with nothing. */
        protected Builder() {
            node = com.fasterxml.jackson.databind.node.JsonNodeFactory.instance.objectNode();
        }

        /** Begins with all that a model has. */
        protected Builder(Model model) {
            node = model.node.deepCopy();
        }

        /** This builder. */
        protected abstract B self();

        /** Sets a property; null is sent as null. */
        protected final B set(String name, Object value) {
            JsonNode found = Json.node(value);
            node.set(name, found.isArray() ? found.deepCopy() : found);
            return self();
        }

        /** Adds an item to a property that is a list. */
        protected final B add(String name, Object item) {
            node.withArray(name).add(Json.node(item));
            return self();
        }

        /** Sets a property by its name in JSON, also to what its type does not allow. */
        public final B putAdditionalProperty(String name, JsonValue value) {
            return set(name, value);
        }

        /** Sets properties by their names in JSON. */
        public final B putAllAdditionalProperties(Map<String, JsonValue> properties) {
            properties.forEach(this::set);
            return self();
        }

        /** Takes a property away, by its name in JSON. */
        public final B removeAdditionalProperty(String name) {
            node.remove(name);
            return self();
        }

        /**
         * What was set.
         *
         * @throws IllegalStateException if a required property is not among it
         */
        protected final JsonValue made(String... required) {
            for (String name : required) {
                if (!node.has(name)) {
                    throw new IllegalStateException("'" + name + "' is required, but was not set");
                }
            }
            return new JsonValue(node.deepCopy());
        }
    }
}
