package com.openai.validators;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.POJONode;
import com.openai.core.Json;
import com.openai.core.Kinds;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tests that need more than a line. */
final class Checks {
    /** Stands for a value with which something is wrong, or that nobody can know. */
    static final JsonNode INVALID = MissingNode.getInstance();

    private static final long DEEP = 1L << 29;

    private Checks() {}

    /** What stands for some value of a family. */
    static JsonNode someOf(String family) {
        return new POJONode(family);
    }

    /** A constant. */
    static JsonNode constant(String json) {
        try {
            return Json.parse(json);
        } catch (JsonProcessingException error) {
            throw new IllegalStateException(error);
        }
    }

    /** Whether a field was surely sent. */
    static boolean isSent(JsonNode value) {
        return value != null && value != INVALID;
    }

    /** Whether a value is there, and is known. */
    static boolean isKnown(JsonNode value) {
        return value != null && value != INVALID && !value.isPojo();
    }

    /** How many values were surely sent. */
    static int sent(JsonNode... values) {
        int count = 0;
        for (JsonNode value : values) {
            count += isSent(value) ? 1 : 0;
        }
        return count;
    }

    /** How many values were sent, or might have been. */
    static int present(JsonNode... values) {
        int count = 0;
        for (JsonNode value : values) {
            count += value != null ? 1 : 0;
        }
        return count;
    }

    /** Whether a value is one of some texts. */
    static boolean isOneOf(JsonNode value, Set<String> texts) {
        return value != null && value.isTextual() && texts.contains(value.textValue());
    }

    /** Whether a value equals one of the items of a list, as JSON. */
    static boolean isOneOf(JsonNode value, JsonNode list) {
        if (isKnown(value)) {
            for (JsonNode item : list) {
                if (Json.same(value, item)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether a value is a whole number that every reader of JSON keeps exact. */
    static boolean isInteger(JsonNode value) {
        return Kinds.isInteger(value);
    }

    /** Whether a value is a number that is finite as a double. */
    static boolean isNumber(JsonNode value) {
        return Kinds.isNumber(value);
    }

    /** Whether a number is so many times a whole one. */
    static boolean isMultiple(JsonNode value, long factor) {
        if (value.isBigInteger()) {
            return value.bigIntegerValue().mod(BigInteger.valueOf(factor)).signum() == 0;
        }
        return value.isIntegralNumber() ? value.longValue() % factor == 0 : value.doubleValue() % factor == 0;
    }

    /** The length of a text in code points. */
    static int length(JsonNode text) {
        String found = text.textValue();
        return found.codePointCount(0, found.length());
    }

    /** Whether a text holds half of a surrogate pair. */
    static boolean hasLoneSurrogate(JsonNode text) {
        String found = text.textValue();
        for (int at = 0; at < found.length(); at++) {
            char sign = found.charAt(at);
            if (Character.isHighSurrogate(sign)
                    && at + 1 < found.length()
                    && Character.isLowSurrogate(found.charAt(at + 1))) {
                at++;
            } else if (Character.isSurrogate(sign)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a pattern is met somewhere in a text. */
    static boolean matches(JsonNode text, Pattern pattern) {
        Matcher matcher = pattern.matcher(text.textValue());
        try {
            return matcher.find();
        } catch (StackOverflowError error) {
            return withDeepStack(matcher.reset());
        }
    }

    /** Java's patterns recurse; one that needs more than the usual stack gets a thread of its own. */
    private static boolean withDeepStack(Matcher matcher) {
        boolean[] found = new boolean[1];
        Thread thread = new Thread(null, () -> found[0] = matcher.find(), "pattern", DEEP);
        thread.start();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException error) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return found[0];
    }

    /** Whether two items of a list are equal, as JSON. */
    static boolean hasTwins(JsonNode list) {
        for (int index = 0; index < list.size(); index++) {
            for (int other = 0; other < index; other++) {
                if (Json.same(list.get(index), list.get(other))) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether a value is an object whose tag is one of some texts. */
    static boolean isTagged(JsonNode value, String tag, String... texts) {
        JsonNode found = value.get(tag);
        for (String text : texts) {
            if (found != null && text.equals(found.textValue())) {
                return true;
            }
        }
        return false;
    }

    /** Whether a text is of a form. */
    static boolean parses(JsonNode value, Pattern form) {
        return isKnown(value)
                && value.isTextual()
                && form.matcher(value.textValue()).matches();
    }

    /** The numbers in a text of a form; all are null if it is not of the form. */
    static JsonNode[] parts(JsonNode value, Pattern form, int count) {
        JsonNode[] found = new JsonNode[count];
        if (isKnown(value) && value.isTextual()) {
            Matcher matcher = form.matcher(value.textValue());
            if (matcher.matches()) {
                for (int index = 0; index < count; index++) {
                    found[index] = LongNode.valueOf(Long.parseLong(matcher.group(index + 1)));
                }
            }
        }
        return found;
    }

    /** The product of two numbers; null if there are none. */
    static JsonNode product(JsonNode one, JsonNode other) {
        return one == null || other == null ? null : LongNode.valueOf(one.longValue() * other.longValue());
    }

    /** The number of the only type whose keys admit an object; -1 if there is none, or another. */
    static int onlyArm(JsonNode value, List<List<String>> arms) {
        int only = -1;
        for (int number = 0; number < arms.size() && value.isObject(); number++) {
            if (admits(arms.get(number), value)) {
                if (only >= 0) {
                    return -1;
                }
                only = number;
            }
        }
        return only;
    }

    /** Keys in pairs with the kinds that they may have, behind "!" if the key is needed. */
    private static boolean admits(List<String> pairs, JsonNode value) {
        for (int at = 0; at < pairs.size(); at += 2) {
            JsonNode found = value.get(pairs.get(at));
            String kinds = pairs.get(at + 1);
            boolean needed = kinds.startsWith("!");
            boolean fits = found == null ? !needed : Kinds.fits(found, needed ? kinds.substring(1) : kinds);
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    /** The keys of an object that are none of some, by code points. */
    static List<String> keys(JsonNode value, Set<String> without) {
        List<String> found = new ArrayList<>();
        value.fieldNames().forEachRemaining(key -> {
            if (!without.contains(key)) {
                found.add(key);
            }
        });
        found.sort(Checks::byCodePoints);
        return found;
    }

    private static int byCodePoints(String one, String other) {
        int[] left = one.codePoints().toArray();
        int[] right = other.codePoints().toArray();
        return java.util.Arrays.compare(left, right);
    }

    /** A key as one step of a JSON Pointer (RFC 6901). */
    static String escaped(String key) {
        return key.replace("~", "~0").replace("/", "~1");
    }
}
