package com.openai.core;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is known of the API. For the library itself. */
public final class Facts {
    private final String name;
    private final String userAgent;
    private final Map<String, Credential> credentials = new LinkedHashMap<>();
    private final List<List<String>> security = new ArrayList<>();
    private final Map<String, String> headers = new LinkedHashMap<>();
    private final Map<String, String> environment = new LinkedHashMap<>();
    private final Map<String, Variable> variables = new LinkedHashMap<>();
    private String baseUrl;
    private String requestId;
    private String envelope;
    private String end;
    private boolean always;

    /** Where a secret goes: its place, its name there, what stands before it, and the options that hold it. */
    record Credential(String place, String name, String prefix, List<String> options) {}

    /** A part of the address: the option that sets it, and what it is if that is not set. */
    record Variable(String option, String otherwise) {}

    private Facts(String name, String userAgent) {
        this.name = name;
        this.userAgent = userAgent;
    }

    /** Facts with the name of the logger, and what requests say of who sends them. */
    public static Facts of(String name, String userAgent) {
        return new Facts(name, userAgent);
    }

    /** Where the API is, with variables in braces. */
    public Facts baseUrl(String baseUrl) {
        this.baseUrl = baseUrl;
        return this;
    }

    /** Where the secret of a scheme goes. */
    public Facts credential(String scheme, String place, String name, String prefix, String... options) {
        credentials.put(scheme, new Credential(place, name, prefix, List.of(options)));
        return this;
    }

    /** A way in that most operations have: the schemes that go together. */
    public Facts security(String... schemes) {
        security.add(List.of(schemes));
        return this;
    }

    /** An option that travels as a header. */
    public Facts header(String option, String header) {
        headers.put(option, header);
        return this;
    }

    /** A part of the address, the option that sets it, and what it is if that is not set. */
    public Facts variable(String variable, String option, String otherwise) {
        variables.put(variable, new Variable(option, otherwise));
        return this;
    }

    /** The variable of the environment that stands in for an option. */
    public Facts environment(String option, String variable) {
        environment.put(option, variable);
        return this;
    }

    /** The header with the id of a request. */
    public Facts requestId(String requestId) {
        this.requestId = requestId;
        return this;
    }

    /** The key around errors. */
    public Facts envelope(String envelope) {
        this.envelope = envelope;
        return this;
    }

    /** The data that ends a stream. */
    public Facts end(String end) {
        this.end = end;
        return this;
    }

    /** No call can do without a key. */
    public Facts always() {
        this.always = true;
        return this;
    }

    String name() {
        return name;
    }

    String userAgent() {
        return userAgent;
    }

    String baseUrl() {
        return baseUrl;
    }

    Map<String, Credential> credentials() {
        return Collections.unmodifiableMap(credentials);
    }

    List<List<String>> security() {
        return Collections.unmodifiableList(security);
    }

    Map<String, String> headers() {
        return Collections.unmodifiableMap(headers);
    }

    Map<String, String> environment() {
        return Collections.unmodifiableMap(environment);
    }

    Map<String, Variable> variables() {
        return Collections.unmodifiableMap(variables);
    }

    String requestId() {
        return requestId;
    }

    String envelope() {
        return envelope;
    }

    String end() {
        return end;
    }

    boolean isAlways() {
        return always;
    }
}
