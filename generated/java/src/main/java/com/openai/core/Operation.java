package com.openai.core;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** One method on one path: what it takes, and what it answers with. For the library itself. */
public final class Operation {
    /** A field of a form. */
    record Part(String media, Style style) {}

    final String method;
    final String path;
    final Map<String, Style> styles = new LinkedHashMap<>();
    final Map<String, Part> parts = new LinkedHashMap<>();
    String accept = "application/json";
    String media = "application/json";
    boolean optionalBody;
    boolean mayBeEmpty;
    String streamField;
    String lines;
    String data = "json";
    List<List<String>> security;
    String server;
    Pages pages;
    Function<JsonNode, List<Violation>> judge;

    private Operation(String method, String path) {
        this.method = method;
        this.path = path;
    }

    /** A method on a path, which may hold parameters in braces and a query. */
    public static Operation of(String method, String path) {
        return new Operation(method, path);
    }

    /** What the answer may be, as a header says it. */
    public Operation accept(String accept) {
        this.accept = accept;
        return this;
    }

    /** The media type of the body. */
    public Operation media(String media) {
        this.media = media;
        return this;
    }

    /** Nothing is sent of a body in which nothing is set. */
    public Operation optionalBody() {
        optionalBody = true;
        return this;
    }

    /** A success may have no content. */
    public Operation mayBeEmpty() {
        mayBeEmpty = true;
        return this;
    }

    /** The field of the body that asks for a stream. */
    public Operation streamField(String streamField) {
        this.streamField = streamField;
        return this;
    }

    /** The stream is of lines, in a media type. */
    public Operation lines(String media) {
        lines = media;
        return this;
    }

    /** What an item of the stream comes as: json, text, or either. */
    public Operation data(String data) {
        this.data = data;
        return this;
    }

    /** The ways in, if they are its own. */
    public Operation security(List<List<String>> security) {
        this.security = security;
        return this;
    }

    /** Where it is, if not where the others are. */
    public Operation server(String server) {
        this.server = server;
        return this;
    }

    /** How its answer goes on. */
    public Operation pages(Pages pages) {
        this.pages = pages;
        return this;
    }

    /** How a parameter is written. */
    public Operation style(String place, String name, String style, boolean explode, boolean reserved) {
        styles.put(place + " " + name, new Style(style, explode, reserved, null));
        return this;
    }

    /** A parameter is written as text of a media type. */
    public Operation text(String place, String name, String media) {
        styles.put(place + " " + name, new Style("form", true, false, media));
        return this;
    }

    /** A field of a form is written in a media type of its own. */
    public Operation part(String name, String media) {
        parts.put(name, new Part(media, null));
        return this;
    }

    /** A field of a form is written in a style of its own. */
    public Operation part(String name, String style, boolean explode, boolean reserved) {
        parts.put(name, new Part(null, new Style(style, explode, reserved, null)));
        return this;
    }

    /** What judges the body before it is sent. */
    public Operation judge(Function<JsonNode, List<Violation>> judge) {
        this.judge = judge;
        return this;
    }

    Style style(String place, String name, Style usual) {
        return styles.getOrDefault(place + " " + name, usual);
    }
}
