package com.openai.core;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What a call is given, by place: path, query, header, cookie, querystring, body. For the library itself. */
public final class Arguments {
    private final ObjectNode node;

    Arguments(ObjectNode node) {
        this.node = node;
    }

    /** No arguments. */
    public static Arguments none() {
        return new Arguments(JsonNodeFactory.instance.objectNode());
    }

    /** A body, and nothing else. */
    public static Arguments body(Object body) {
        return none().with("body", "", Json.node(body));
    }

    /** What parameters hold. */
    public static Arguments of(Params params) {
        return params.arguments();
    }

    /** The same with one more. */
    public Arguments put(String place, String name, Object value) {
        return with(place, name, Json.node(value));
    }

    JsonNode at(String place) {
        return node.path(place);
    }

    /** The body; missing if there is none. */
    JsonNode body() {
        return node.path("body").path("");
    }

    /** The same with another value at a place. */
    Arguments with(String place, String name, JsonNode value) {
        ObjectNode more = node.deepCopy();
        more.withObject("/" + place).set(name, value);
        return new Arguments(more);
    }
}
