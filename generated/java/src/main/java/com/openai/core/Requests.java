package com.openai.core;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import okhttp3.HttpUrl;

/** The address and the headers of a request. */
final class Requests {
    private static final Pattern BRACES = Pattern.compile("\\{([^{}]*)\\}");
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");
    private static final Pattern VALUE = Pattern.compile("[!-~]([ \\t!-~]*[!-~])?|");
    private static final Set<String> FRAMING = Set.of("content-length", "transfer-encoding");
    private static final Set<String> DOTS = Set.of("", ".", "..");

    private Requests() {}

    /**
     * The address of an operation, with its query and that of the base.
     *
     * @throws IllegalArgumentException for a value that would lead to another path
     */
    static HttpUrl url(String base, Operation operation, Arguments arguments, Map<String, List<Style.Pair>> query) {
        Matcher braces = BRACES.matcher(operation.path);
        StringBuilder path = new StringBuilder();
        JsonNode values = arguments.at("path");
        while (braces.find()) {
            JsonNode value = values.get(braces.group(1));
            String filled = value == null ? braces.group() : step(operation, braces.group(1), value);
            braces.appendReplacement(path, Matcher.quoteReplacement(filled));
        }
        braces.appendTail(path);
        String[] own = path.toString().split("\\?", 2);
        String[] home = base.split("\\?", 2);
        List<String> pairs = new ArrayList<>();
        for (String part : new String[] {home.length > 1 ? home[1] : "", own.length > 1 ? own[1] : ""}) {
            for (String pair : part.split("&")) {
                if (!pair.isEmpty() && !query.containsKey(pair.split("=", 2)[0])) {
                    pairs.add(pair);
                }
            }
        }
        query.values().forEach(found -> found.forEach(pair -> pairs.add(pair.toString())));
        String url = home[0].replaceAll("/+$", "") + own[0];
        HttpUrl found = HttpUrl.parse(pairs.isEmpty() ? url : url + "?" + String.join("&", pairs));
        if (found == null) {
            throw new IllegalArgumentException("not a URL");
        }
        return found;
    }

    private static String step(Operation operation, String name, JsonNode value) {
        String found = operation.style("path", name, Style.SIMPLE).step(name, value);
        if (DOTS.contains(found) || DOTS.contains(Style.text(value))) {
            throw new IllegalArgumentException("path parameter '" + name + "' must not be empty, '.' or '..'");
        }
        return found;
    }

    /** The pairs of the query by name, each layer over the last. */
    static Map<String, List<Style.Pair>> query(
            Operation operation,
            Map<String, List<String>> usual,
            Arguments arguments,
            Map<String, List<String>> extra) {
        Map<String, List<Style.Pair>> found = new LinkedHashMap<>();
        put(found, usual);
        for (Map.Entry<String, JsonNode> entry : arguments.at("query").properties()) {
            Style style = operation.style("query", entry.getKey(), Style.FORM);
            List<Style.Pair> pairs = style.pairs(entry.getKey(), entry.getValue());
            if (!pairs.isEmpty()) {
                found.put(Style.quote(entry.getKey(), ""), pairs);
            }
        }
        for (Map.Entry<String, JsonNode> entry : arguments.at("querystring").properties()) {
            Style style = operation.style("querystring", entry.getKey(), Style.FORM);
            List<Style.Pair> pairs = style.pairs("", entry.getValue());
            boolean whole = style.media() != null || !entry.getValue().isObject();
            pairs.replaceAll(pair -> whole ? new Style.Pair(null, pair.value()) : pair);
            found.put("", pairs);
        }
        put(found, extra);
        return found;
    }

    private static void put(Map<String, List<Style.Pair>> found, Map<String, List<String>> layer) {
        layer.forEach((name, values) -> {
            String key = Style.quote(name, "");
            found.put(
                    key,
                    values.stream()
                            .map(value -> new Style.Pair(key, Style.quote(value, "")))
                            .toList());
        });
    }

    /** The parameters that travel as headers. */
    static Map<String, String> declared(Operation operation, Arguments arguments) {
        Map<String, String> found = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : arguments.at("header").properties()) {
            if (!entry.getValue().isNull()) {
                Style style = operation.style("header", entry.getKey(), Style.SIMPLE);
                found.put(entry.getKey(), style.line(entry.getValue()));
            }
        }
        return found;
    }

    /** The value of a Cookie header (RFC 6265, section 4.2); empty if there are none. */
    static String cookies(Operation operation, Arguments arguments) {
        List<String> found = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry : arguments.at("cookie").properties()) {
            Style style = operation.style("cookie", entry.getKey(), Style.FORM);
            if (style.style().equals("cookie")) {
                found.add(entry.getKey() + "=" + Style.text(entry.getValue()));
            } else {
                style.pairs(entry.getKey(), entry.getValue()).forEach(pair -> found.add(pair.toString()));
            }
        }
        return found.stream().collect(Collectors.joining("; "));
    }

    /**
     * Headers, each layer over the last, whatever the case of their names; null takes one away.
     *
     * @throws IllegalArgumentException for what no header can carry; it never shows the value
     */
    static okhttp3.Headers headers(List<Map<String, String>> layers) {
        Map<String, Map.Entry<String, String>> merged = new LinkedHashMap<>();
        for (Map<String, String> layer : layers) {
            layer.forEach((name, value) ->
                    merged.put(Access.lower(name), new java.util.AbstractMap.SimpleEntry<>(name, value)));
        }
        okhttp3.Headers.Builder found = new okhttp3.Headers.Builder();
        merged.forEach((key, entry) -> {
            if (FRAMING.contains(key)) {
                throw new IllegalArgumentException("header '" + key + "' is for the HTTP library to write");
            }
            if (!TOKEN.matcher(key).matches()) {
                throw new IllegalArgumentException("not the name of a header");
            }
            if (entry.getValue() == null) {
                return;
            }
            if (!VALUE.matcher(entry.getValue()).matches()) {
                throw new IllegalArgumentException("the value of header '" + key
                        + "' holds a character that it cannot carry, or a space at an end");
            }
            found.add(entry.getKey(), entry.getValue());
        });
        return found.build();
    }
}
