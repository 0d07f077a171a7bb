package com.openai.core;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;

/**
 * How an operation goes on to its next page. For the library itself.
 *
 * @param kind what the argument becomes: what stands at the signal (cursor), a property of the last item (after), one
 *     more (page), as many more as there were items (offset)
 * @param wire the argument
 * @param items the way to the items
 * @param signal the way to what says how it goes on
 * @param last the property of the last item
 * @param first the number of the first page
 * @param inBody whether the argument is of the body; else it is of the query
 */
public record Pages(
        String kind, String wire, List<String> items, List<String> signal, String last, long first, boolean inBody) {

    /** The items of an answer; missing if there are none. */
    JsonNode items(JsonNode answer) {
        return at(answer, items);
    }

    /** What the argument is for the next page; null if there is none. */
    Object following(JsonNode answer, JsonNode given) {
        JsonNode found = items(answer);
        JsonNode said = signal.isEmpty() ? MissingNode.getInstance() : at(answer, signal);
        if (!found.isArray() || found.isEmpty() || (said.isBoolean() && !said.booleanValue())) {
            return null;
        }
        return switch (kind) {
            case "cursor" -> other(said, given);
            case "after" -> other(found.get(found.size() - 1).path(last), given);
            case "page" -> number(given, first) + 1;
            default -> number(given, 0) + found.size();
        };
    }

    /** A cursor, if it is one, and not the one that led here. */
    private static Object other(JsonNode cursor, JsonNode given) {
        boolean known = cursor.isIntegralNumber()
                || (cursor.isTextual() && !cursor.textValue().isEmpty());
        return known && !cursor.equals(given) ? cursor : null;
    }

    private static long number(JsonNode given, long otherwise) {
        if (given.isIntegralNumber()) {
            return given.longValue();
        }
        boolean digits = given.isTextual() && given.textValue().matches("[0-9]{1,18}");
        return digits ? Long.parseLong(given.textValue()) : otherwise;
    }

    private static JsonNode at(JsonNode answer, List<String> way) {
        JsonNode found = answer;
        for (String key : way) {
            found = found.path(key);
        }
        return found;
    }
}
