package com.openai.core;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.POJONode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;
import okio.Okio;
import okio.Source;

/** What a request carries: JSON, forms, files, text. */
final class Bodies {
    private static final String BINARY = "application/octet-stream";
    private static final String JSON = "application/json";

    /** A body as it travels; {@code again} says whether it can be sent twice. */
    record Content(String type, RequestBody body, boolean again) {}

    private Bodies() {}

    /**
     * A body in a media type.
     *
     * @throws IllegalArgumentException for what cannot be written in it
     */
    static Content of(Operation operation, String media, JsonNode body) {
        String plain = media.split(";")[0].strip().toLowerCase(Locale.ROOT);
        if (body instanceof ObjectNode fields && plain.startsWith("multipart/")) {
            return multipart(plain, fields, operation);
        }
        if (body instanceof ObjectNode fields && plain.equals("application/x-www-form-urlencoded")) {
            return whole(media, urlencoded(fields, operation).getBytes(StandardCharsets.US_ASCII));
        }
        if (file(body) != null) {
            FileContent file = file(body);
            String type = file.contentType().orElse(media.contains("*") ? BINARY : media);
            return new Content(line(type), new Pieces(List.of(file)), !file.once());
        }
        if (body.isTextual() && !plain.endsWith("json") && !plain.equals("*/*")) {
            return whole(media, body.textValue().getBytes(StandardCharsets.UTF_8));
        }
        return whole(media.contains("*") ? JSON : media, Json.bytes(body));
    }

    private static Content whole(String type, byte[] content) {
        return new Content(type, new Pieces(List.of(FileContent.of(content))), true);
    }

    /** The file that a node is; null if it is none. */
    static FileContent file(JsonNode node) {
        return node instanceof POJONode found && found.getPojo() instanceof FileContent file ? file : null;
    }

    /** A body as it is judged: a file is text whose length nobody knows. */
    static JsonNode judged(JsonNode body) {
        if (file(body) != null) {
            return TextNode.valueOf("(file)");
        }
        if (body.isObject()) {
            ObjectNode found = JsonNodeFactory.instance.objectNode();
            body.properties().forEach(entry -> found.set(entry.getKey(), judged(entry.getValue())));
            return found;
        }
        if (body.isArray()) {
            ArrayNode found = JsonNodeFactory.instance.arrayNode();
            body.forEach(item -> found.add(judged(item)));
            return found;
        }
        return body;
    }

    private static String urlencoded(ObjectNode body, Operation operation) {
        List<Style.Pair> found = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry : body.properties()) {
            Operation.Part part = operation.parts.get(entry.getKey());
            JsonNode value = entry.getValue();
            Style style = part == null || part.style() == null ? Style.FORM : part.style();
            boolean named = part != null && part.media() != null;
            if ((part == null || part.style() == null) && !value.isTextual() && (named || value.isObject())) {
                style = new Style("form", true, false, named ? part.media() : JSON);
            }
            found.addAll(style.pairs(entry.getKey(), value));
        }
        return found.stream().map(Style.Pair::toString).collect(Collectors.joining("&"));
    }

    /** A form of parts (RFC 7578); a list is a part an item. */
    private static Content multipart(String media, ObjectNode body, Operation operation) {
        String boundary = UUID.randomUUID().toString();
        List<FileContent> pieces = new ArrayList<>();
        boolean again = true;
        for (Map.Entry<String, JsonNode> entry : body.properties()) {
            Operation.Part part = operation.parts.get(entry.getKey());
            String known = part == null ? null : part.media();
            boolean whole = known != null && known.endsWith("json");
            Iterable<JsonNode> items =
                    entry.getValue().isArray() && !whole ? entry.getValue() : List.of(entry.getValue());
            for (JsonNode item : items) {
                if (item.isNull()) {
                    continue;
                }
                FileContent file = file(item);
                again &= file == null || !file.once();
                pieces.add(text("--" + boundary + "\r\n" + head(entry.getKey(), item, known) + "\r\n\r\n"));
                pieces.add(file == null ? inside(item, known) : file);
                pieces.add(text("\r\n"));
            }
        }
        pieces.add(text("--" + boundary + "--\r\n"));
        return new Content(media + "; boundary=" + boundary, new Pieces(pieces), again);
    }

    private static String head(String name, JsonNode value, String declared) {
        String known = declared == null || declared.contains("*") ? null : declared.split(",")[0].strip();
        FileContent file = file(value);
        StringBuilder found = new StringBuilder("Content-Disposition: form-data; name=\"" + quoted(name) + "\"");
        String type = known;
        if (file != null) {
            String shown = file.name().orElse(name);
            found.append("; filename=\"").append(quoted(shown)).append('"');
            String guessed = URLConnection.guessContentTypeFromName(file.name().orElse(""));
            type = file.contentType().orElse(known != null ? known : guessed != null ? guessed : BINARY);
        } else if (value.isContainerNode() && type == null) {
            type = JSON;
        }
        return type == null ? found.toString() : found + "\r\nContent-Type: " + line(type);
    }

    private static FileContent inside(JsonNode value, String known) {
        boolean json = value.isContainerNode() || (known != null && known.endsWith("json"));
        return json ? FileContent.of(Json.bytes(value)) : text(Style.text(value));
    }

    private static FileContent text(String text) {
        return FileContent.of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A name inside quotes, as browsers write it (HTML standard, 4.10.21.8). */
    private static String quoted(String name) {
        return name.replace("\"", "%22").replace("\r", "%0D").replace("\n", "%0A");
    }

    private static String line(String type) {
        if (!type.matches("[ -~]*")) {
            throw new IllegalArgumentException("a media type must be one line of ASCII");
        }
        return type;
    }

    /** A body that is read while it is sent. */
    private static final class Pieces extends RequestBody {
        private final List<FileContent> parts;

        Pieces(List<FileContent> parts) {
            this.parts = parts;
        }

        @Override
        public MediaType contentType() {
            return null; // it is among the headers
        }

        @Override
        public long contentLength() {
            boolean known = parts.stream().allMatch(part -> part.length() >= 0);
            return known ? parts.stream().mapToLong(FileContent::length).sum() : -1;
        }

        /** The HTTP library must not send it again by itself: what is tried again is counted here. */
        @Override
        public boolean isOneShot() {
            return true;
        }

        @Override
        public void writeTo(BufferedSink sink) throws IOException {
            for (FileContent part : parts) {
                try (Source source = Okio.source(part.open())) {
                    sink.writeAll(source);
                }
            }
        }
    }
}
