package com.openai.core;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How a value stands in an address, a header, a cookie or a form (OpenAPI 3.2, 4.12). For the library itself.
 *
 * @param style the name of the style
 * @param explode whether items and properties stand apart
 * @param reserved whether reserved signs stay as they are
 * @param media the media type of the text that the value is; null if it is none
 */
public record Style(String style, boolean explode, boolean reserved, String media) {
    static final Style FORM = new Style("form", true, false, null);
    static final Style SIMPLE = new Style("simple", false, false, null);
    private static final String RESERVED = ":/?@!$'()*,;";
    private static final String UNRESERVED = "-._~";

    /** A pair of a query or a form, percent-encoded; a name that is null stands for none. */
    record Pair(String name, String value) {
        @Override
        public String toString() {
            return name == null ? value : name + "=" + value;
        }
    }

    /** Percent-encodes all but what is unreserved, and what is safe besides. */
    static String quote(String text, String safe) {
        StringBuilder found = new StringBuilder();
        for (byte one : text.getBytes(StandardCharsets.UTF_8)) {
            char sign = (char) (one & 0xFF);
            boolean plain = sign < 128 && Character.isLetterOrDigit(sign);
            if (plain || UNRESERVED.indexOf(sign) >= 0 || safe.indexOf(sign) >= 0) {
                found.append(sign);
            } else {
                found.append(String.format("%%%02X", (int) sign));
            }
        }
        return found.toString();
    }

    /** A value as it stands in an address or a header; items have commas between them. */
    static String text(JsonNode value) {
        if (value.isTextual()) {
            return value.textValue();
        }
        if (value.isArray()) {
            List<String> items = new ArrayList<>();
            value.forEach(item -> items.add(text(item)));
            return String.join(",", items);
        }
        if (value.isPojo()) {
            throw new IllegalArgumentException("a file cannot stand in a URL or a header");
        }
        return value.toString();
    }

    /** The pairs of a query, a cookie or a form; what is not set gives none. */
    List<Pair> pairs(String name, JsonNode value) {
        List<Pair> found = new ArrayList<>();
        String safe = reserved ? RESERVED : "";
        String key = quote(name, "");
        if (value.isMissingNode() || value.isNull()) {
            return found;
        }
        if (media != null) {
            found.add(new Pair(key, quote(value.toString(), safe)));
        } else if (style.equals("deepObject")) {
            deep(name, value, safe, found);
        } else if (value.isObject()) {
            if (explode) {
                set(value)
                        .forEach(entry ->
                                found.add(new Pair(quote(entry.getKey(), ""), quote(text(entry.getValue()), safe))));
            } else {
                found.add(new Pair(key, joined(flat(value), safe)));
            }
        } else if (value.isArray()) {
            if (explode) {
                value.forEach(item -> {
                    if (!item.isNull()) {
                        found.add(new Pair(key, quote(text(item), safe)));
                    }
                });
            } else if (!value.isEmpty()) {
                List<String> items = new ArrayList<>();
                value.forEach(item -> items.add(text(item)));
                found.add(new Pair(key, joined(items, safe)));
            }
        } else {
            found.add(new Pair(key, quote(text(value), safe)));
        }
        return found;
    }

    private static List<Map.Entry<String, JsonNode>> set(JsonNode value) {
        return value.properties().stream()
                .filter(entry -> !entry.getValue().isNull())
                .toList();
    }

    private static List<String> flat(JsonNode value) {
        List<String> found = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry : set(value)) {
            found.add(entry.getKey());
            found.add(text(entry.getValue()));
        }
        return found;
    }

    private String joined(List<String> items, String safe) {
        String between = style.equals("spaceDelimited") ? "%20" : style.equals("pipeDelimited") ? "%7C" : ",";
        return items.stream().map(item -> quote(item, safe)).collect(Collectors.joining(between));
    }

    private static void deep(String name, JsonNode value, String safe, List<Pair> found) {
        if (value.isObject()) {
            set(value).forEach(entry -> deep(name + "[" + entry.getKey() + "]", entry.getValue(), safe, found));
        } else if (value.isArray()) {
            for (int index = 0; index < value.size(); index++) {
                deep(name + "[" + index + "]", value.get(index), safe, found);
            }
        } else if (!value.isNull()) {
            found.add(new Pair(quote(name, ""), quote(text(value), safe)));
        }
    }

    /** A value as it stands in a path. */
    String step(String name, JsonNode value) {
        if (media != null) {
            return quote(value.toString(), "");
        }
        boolean matrix = style.equals("matrix");
        String own = style.equals("label") ? "." : matrix ? ";" : ",";
        String start = style.equals("simple") ? "" : own;
        String between = explode ? own : ",";
        String head = matrix ? quote(name, "") + "=" : "";
        if (value.isObject()) {
            String sign = explode ? "=" : ",";
            String found = set(value).stream()
                    .map(entry -> quote(entry.getKey(), "") + sign + quote(text(entry.getValue()), ""))
                    .collect(Collectors.joining(between));
            return start + (explode ? "" : head) + found;
        }
        if (value.isArray()) {
            List<String> items = new ArrayList<>();
            value.forEach(item -> items.add((explode ? head : "") + quote(text(item), "")));
            return start + (explode ? "" : head) + String.join(between, items);
        }
        return start + head + quote(text(value), "");
    }

    /** A value as it stands in a header. */
    String line(JsonNode value) {
        if (media != null) {
            return value.toString();
        }
        if (value.isObject()) {
            String between = explode ? "=" : ",";
            return set(value).stream()
                    .map(entry -> entry.getKey() + between + text(entry.getValue()))
                    .collect(Collectors.joining(","));
        }
        return text(value);
    }
}
