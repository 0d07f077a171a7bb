package com.openai.core;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What tells the types of a union apart: a tag, the kind of JSON, or the keys of an object. */
public final class Arms {
    private final String tag;
    private final boolean keyed;
    private final Map<String, Integer> named = new LinkedHashMap<>();
    private final List<Keys> keys = new ArrayList<>();
    private int count;

    private Arms(String tag, boolean keyed) {
        this.tag = tag;
        this.keyed = keyed;
    }

    /** Types that a property tells apart. */
    public static Arms byTag(String tag) {
        return new Arms(tag, false);
    }

    /** Types of different kinds of JSON. */
    public static Arms byKind() {
        return new Arms(null, false);
    }

    /** Types of objects that their keys tell apart. */
    public static Arms byKeys() {
        return new Arms(null, true);
    }

    /** The next type, by the values of the tag or by the kinds of JSON that mean it. */
    public Arms arm(String... names) {
        for (String name : names) {
            named.putIfAbsent(name, count);
        }
        count++;
        return this;
    }

    /** The next type: keys that it knows, each with the kinds that it may have, behind "!" if it needs the key. */
    public Arms keys(String... pairs) {
        List<String> needs = new ArrayList<>();
        Map<String, String> knows = new LinkedHashMap<>();
        for (int at = 0; at < pairs.length; at += 2) {
            boolean needed = pairs[at + 1].startsWith("!");
            if (needed) {
                needs.add(pairs[at]);
            }
            knows.put(pairs[at], needed ? pairs[at + 1].substring(1) : pairs[at + 1]);
        }
        keys.add(new Keys(needs, knows));
        count++;
        return this;
    }

    /** The number of the type that a value is of; -1 if it is of none that is known. */
    int of(JsonNode value) {
        if (tag != null) {
            JsonNode name = value.get(tag);
            return name == null || !name.isTextual() ? -1 : named.getOrDefault(name.textValue(), -1);
        }
        if (!keyed) {
            Integer found = named.get(Kinds.of(value));
            if (found == null && value.isNumber()) {
                found = named.get("number");
            }
            return found == null ? -1 : found;
        }
        int best = -1;
        int most = -1;
        for (int number = 0; number < keys.size() && value.isObject(); number++) {
            int known = keys.get(number).known(value);
            if (known > most) {
                best = number;
                most = known;
            }
        }
        return best;
    }

    private record Keys(List<String> needs, Map<String, String> knows) {
        /** How many keys of an object are known; -1 if it is not of this type. */
        int known(JsonNode value) {
            for (String name : needs) {
                if (!value.has(name)) {
                    return -1;
                }
            }
            int count = 0;
            for (Map.Entry<String, String> entry : knows.entrySet()) {
                JsonNode found = value.get(entry.getKey());
                if (found != null) {
                    if (!Kinds.fits(found, entry.getValue())) {
                        return -1;
                    }
                    count++;
                }
            }
            return count;
        }
    }
}
