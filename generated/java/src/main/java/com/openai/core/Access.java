package com.openai.core;

import com.openai.errors.OpenAIException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What lets a call in. */
final class Access {
    private Access() {}

    /**
     * The first of the ways in for which all is there. A header that the user sets stands for its secret.
     *
     * @throws OpenAIException if there is no way in
     */
    static List<Facts.Credential> of(ClientOptions options, List<List<String>> ways, Set<String> headers) {
        Set<String> wanted = new LinkedHashSet<>();
        List<List<String>> ordered = new ArrayList<>(ways);
        ordered.sort((one, other) -> Boolean.compare(one.isEmpty(), other.isEmpty()));
        for (List<String> way : ordered) {
            List<Facts.Credential> found = new ArrayList<>();
            List<String> lacking = new ArrayList<>();
            for (String scheme : way) {
                Facts.Credential one = options.facts.credentials().get(scheme);
                if (options.named.containsKey(one.options().get(0))) {
                    found.add(one);
                } else if (!one.place().equals("header") || !headers.contains(lower(one.name()))) {
                    lacking.add(one.options().get(0));
                }
            }
            if (lacking.isEmpty()) {
                return found;
            }
            wanted.addAll(lacking);
        }
        if (wanted.isEmpty()) {
            return List.of();
        }
        throw missing(options.facts, List.copyOf(wanted));
    }

    /** The exception that no way in can be taken for want of options. */
    static OpenAIException missing(Facts facts, List<String> names) {
        String hints = names.stream()
                .map(name -> {
                    String variable = facts.environment().get(name);
                    return camel(name) + (variable == null ? "" : " or the environment variable " + variable);
                })
                .collect(Collectors.joining("; "));
        return new OpenAIException("no credentials: set the option " + hints);
    }

    private static String camel(String option) {
        StringBuilder found = new StringBuilder();
        for (String word : option.split("_")) {
            boolean first = found.length() == 0 || word.isEmpty();
            found.append(first ? word : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
        }
        return found.toString();
    }

    /** The secrets of this try, by option. */
    static Map<String, String> secrets(ClientOptions options, List<Facts.Credential> way) {
        Map<String, String> found = new LinkedHashMap<>();
        for (Facts.Credential credential : way) {
            for (String option : credential.options()) {
                String value = options.value(option);
                found.put(option, value == null ? "" : value);
            }
        }
        return found;
    }

    /** A secret as it is sent: a key, or a name and a password in base64. */
    static String sent(Facts.Credential credential, Map<String, String> secrets) {
        List<String> values = credential.options().stream().map(secrets::get).toList();
        if (values.size() == 1) {
            return credential.prefix() + values.get(0);
        }
        byte[] joined = String.join(":", values).getBytes(StandardCharsets.UTF_8);
        return credential.prefix() + Base64.getEncoder().encodeToString(joined);
    }

    static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
