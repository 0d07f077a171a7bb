package com.openai.core.http;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The headers of a response; the case of their names is nothing. */
public final class Headers {
    /** No headers. */
    public static final Headers EMPTY = new Headers(Map.of());

    private final Map<String, List<String>> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    /** Makes headers of their values by name. */
    public Headers(Map<String, List<String>> values) {
        values.forEach((name, all) ->
                this.values.computeIfAbsent(name, any -> new ArrayList<>()).addAll(all));
    }

    /** The names, in lower case. */
    public Set<String> names() {
        Set<String> found = new java.util.TreeSet<>();
        values.keySet().forEach(name -> found.add(name.toLowerCase(Locale.ROOT)));
        return Collections.unmodifiableSet(found);
    }

    /** All values of a header, in the order in which they came. */
    public List<String> values(String name) {
        return Collections.unmodifiableList(values.getOrDefault(name, List.of()));
    }

    /** The last value of a header. */
    public Optional<String> get(String name) {
        List<String> found = values(name);
        return found.isEmpty() ? Optional.empty() : Optional.of(found.get(found.size() - 1));
    }

    /** The names; values may be secret. */
    @Override
    public String toString() {
        return names().toString();
    }
}
