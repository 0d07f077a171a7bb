package com.openai.core;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.openai.errors.OpenAIInvalidDataException;
import java.util.Optional;
import java.util.function.Function;

/** What a call is given: parameters by their place, and a body. It never changes. */
public abstract class Params {
    private final ObjectNode node;

    /** Takes what was set. */
    protected Params(Builder<?> builder) {
        node = builder.node.deepCopy();
    }

    /** A parameter that must be there. */
    protected final <T> T required(String place, String name, Function<JsonValue, T> read) {
        Optional<T> found = optional(place, name, read);
        if (found.isEmpty()) {
            throw new OpenAIInvalidDataException("'" + name + "' is missing");
        }
        return found.get();
    }

    /** A parameter that may be absent. */
    protected final <T> Optional<T> optional(String place, String name, Function<JsonValue, T> read) {
        JsonNode found = node.path(place).path(name);
        return found.isMissingNode() || found.isNull()
                ? Optional.empty()
                : Optional.of(read.apply(new JsonValue(found)));
    }

    /** The body; missing if there is none. */
    public final JsonValue _body() {
        return new JsonValue(node.path("body").path(""));
    }

    Arguments arguments() {
        return new Arguments(node);
    }

    /** Whether another object is of the same class and has the same in it. */
    @Override
    public final boolean equals(Object other) {
        return other instanceof Params params && getClass() == params.getClass() && Json.same(node, params.node);
    }

    @Override
    public final int hashCode() {
        return Json.hash(node);
    }

    /** The name of the class; what was set may be secret. */
    @Override
    public final String toString() {
        return getClass().getSimpleName();
    }

    /**
     * Makes parameters of a call.
     *
     * @param <B> the builder itself
     */
    public abstract static class Builder<B extends Builder<B>> {
        private final ObjectNode node;

        /** Begins with nothing. */
        protected Builder() {
            node = JsonNodeFactory.instance.objectNode();
        }

        /** Begins with all that a call was given. */
        protected Builder(Params params) {
            node = params.node.deepCopy();
        }

        /** This builder. */
        protected abstract B self();

        /** Sets a parameter. */
        protected final B set(String place, String name, Object value) {
            JsonNode found = Json.node(value);
            node.withObject("/" + place).set(name, found.isArray() ? found.deepCopy() : found);
            return self();
        }

        /** Adds an item to a parameter that is a list. */
        protected final B add(String place, String name, Object item) {
            node.withObject("/" + place).withArray(name).add(Json.node(item));
            return self();
        }

        /**
         * Checks that a parameter was set.
         *
         * @throws IllegalStateException if it was not
         */
        protected final void check(String place, String name) {
            if (node.path(place).path(name) instanceof MissingNode) {
                String said = name.isEmpty() ? place : name;
                throw new IllegalStateException("'" + said + "' is required, but was not set");
            }
        }
    }
}
