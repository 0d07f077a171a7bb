package com.openai.core;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import okhttp3.Request;

/** What a server says, with the secrets out of it. */
final class Secrets {
    /** A shorter key is a stand-in ("x", "test") that words may contain. */
    private static final int SHORTEST = 8;

    private Secrets() {}

    /** The texts of a request that nobody may see. */
    static List<String> hidden(Map<String, String> secrets, Request request) {
        List<String> found = new ArrayList<>(secrets.values());
        String authorization = request.header("Authorization");
        if (authorization != null && authorization.startsWith("Basic ")) {
            found.add(authorization.substring("Basic ".length()));
        }
        found.removeIf(text -> text.length() < SHORTEST);
        return found;
    }

    static String masked(List<String> secrets, String said) {
        String found = said;
        for (String secret : secrets) {
            found = found.replace(secret, "[key]");
        }
        return found;
    }

    static JsonNode masked(List<String> secrets, JsonNode said) {
        if (said.isTextual()) {
            return TextNode.valueOf(masked(secrets, said.textValue()));
        }
        if (said.isArray()) {
            ArrayNode found = JsonNodeFactory.instance.arrayNode();
            said.forEach(item -> found.add(masked(secrets, item)));
            return found;
        }
        if (said.isObject()) {
            ObjectNode found = JsonNodeFactory.instance.objectNode();
            said.properties()
                    .forEach(entry -> found.set(masked(secrets, entry.getKey()), masked(secrets, entry.getValue())));
            return found;
        }
        return said;
    }
}
