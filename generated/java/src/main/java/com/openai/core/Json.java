package com.openai.core;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.POJONode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;

/**
 * JSON as this library reads, writes and compares it. For the library itself: the nodes are shared, so nobody may change
 * them.
 */
public final class Json {
    private static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(Integer.MAX_VALUE)
                            .maxNumberLength(5000)
                            .build())
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private Json() {}

    /**
     * Reads one JSON value. Of keys that come twice, the last counts.
     *
     * @throws JsonProcessingException for what is no JSON
     */
    public static JsonNode parse(byte[] text) throws JsonProcessingException {
        try {
            return there(MAPPER.readTree(text));
        } catch (JsonProcessingException error) {
            throw error;
        } catch (IOException error) {
            throw new IllegalStateException(error);
        }
    }

    /**
     * Reads one JSON value. Of keys that come twice, the last counts.
     *
     * @throws JsonProcessingException for what is no JSON
     */
    public static JsonNode parse(String text) throws JsonProcessingException {
        return there(MAPPER.readTree(text));
    }

    private static JsonNode there(JsonNode found) throws JsonProcessingException {
        if (found.isMissingNode()) {
            throw new JsonProcessingException("nothing to read") {
                private static final long serialVersionUID = 1L;
            };
        }
        return found;
    }

    /**
     * Writes a value, compact and in UTF-8.
     *
     * @throws IllegalArgumentException for what JSON cannot hold, as half of a surrogate pair
     */
    public static byte[] bytes(JsonNode value) {
        whole(value);
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException error) {
            throw new IllegalArgumentException("it cannot be written as JSON: " + error.getOriginalMessage());
        }
    }

    /** Makes sure that there is no half of a surrogate pair in any text. */
    private static void whole(JsonNode value) {
        if (value.isTextual()) {
            whole(value.textValue());
        }
        value.forEach(Json::whole);
        value.fieldNames().forEachRemaining(Json::whole);
    }

    private static void whole(String text) {
        for (int at = 0; at < text.length(); at++) {
            if (Character.isSurrogate(text.charAt(at))) {
                if (!Character.isSupplementaryCodePoint(text.codePointAt(at))) {
                    throw new IllegalArgumentException("it holds half of a surrogate pair");
                }
                at++;
            }
        }
    }

    /** Writes a value as people read it in logs. */
    static String text(JsonNode value) {
        return value.isMissingNode() ? "" : value.toString();
    }

    /** The node of a value, which is shared with it. */
    public static JsonNode nodeOf(JsonValue value) {
        return value.node;
    }

    /** The node of a model, which is shared with it. */
    public static ObjectNode nodeOf(Model model) {
        return model.node;
    }

    /**
     * A value of Java as JSON: null, text, numbers, booleans, lists, maps, and what this library has.
     *
     * @throws IllegalArgumentException for anything else, and for numbers that are not finite
     */
    public static JsonNode node(Object value) {
        if (value == null) {
            return NullNode.getInstance();
        }
        if (value instanceof String text) {
            return TextNode.valueOf(text);
        }
        if (value instanceof JsonValue json) {
            return json.node;
        }
        if (value instanceof Model model) {
            return model.node;
        }
        if (value instanceof Union union) {
            return union._json().node;
        }
        if (value instanceof OpenEnum<?> open) {
            return node(open.raw());
        }
        if (value instanceof Boolean truth) {
            return BooleanNode.valueOf(truth);
        }
        if (value instanceof Number number) {
            return number(number);
        }
        if (value instanceof FileContent file) {
            return new POJONode(file);
        }
        if (value instanceof JsonNode node) {
            return finite(node.deepCopy());
        }
        return container(value);
    }

    private static JsonNode container(Object value) {
        if (value instanceof Optional<?> optional) {
            return node(optional.orElse(null));
        }
        if (value instanceof Iterable<?> items) {
            ArrayNode found = JsonNodeFactory.instance.arrayNode();
            items.forEach(item -> found.add(node(item)));
            return found;
        }
        if (value instanceof Map<?, ?> map) {
            ObjectNode found = JsonNodeFactory.instance.objectNode();
            map.forEach((key, item) -> found.set(String.valueOf(key), node(item)));
            return found;
        }
        if (value instanceof OffsetDateTime moment) {
            return TextNode.valueOf(DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(moment));
        }
        if (value instanceof LocalDate || value instanceof CharSequence) {
            return TextNode.valueOf(value.toString());
        }
        throw new IllegalArgumentException(value.getClass().getName() + " has no form in JSON");
    }

    private static JsonNode number(Number number) {
        if (number instanceof BigInteger whole) {
            return BigIntegerNode.valueOf(whole);
        }
        if (number instanceof BigDecimal exact) {
            return DecimalNode.valueOf(exact);
        }
        if (number instanceof Double || number instanceof Float) {
            return finite(DoubleNode.valueOf(number.doubleValue()));
        }
        return LongNode.valueOf(number.longValue());
    }

    private static JsonNode finite(JsonNode node) {
        if ((node.isDouble() || node.isFloat()) && !Double.isFinite(node.doubleValue())) {
            throw new IllegalArgumentException("JSON has no numbers that are not finite");
        }
        node.forEach(Json::finite);
        return node;
    }

    /** Whether two values are equal as JSON: numbers as doubles, objects whatever the order of their keys. */
    public static boolean same(JsonNode one, JsonNode other) {
        if (one == other) {
            return true;
        }
        if (one.isNumber() && other.isNumber()) {
            return one.doubleValue() == other.doubleValue();
        }
        if (one.getNodeType() != other.getNodeType() || one.size() != other.size()) {
            return false;
        }
        if (one.isArray()) {
            for (int index = 0; index < one.size(); index++) {
                if (!same(one.get(index), other.get(index))) {
                    return false;
                }
            }
            return true;
        }
        if (one.isObject()) {
            for (Map.Entry<String, JsonNode> entry : one.properties()) {
                JsonNode beside = other.get(entry.getKey());
                if (beside == null || !same(entry.getValue(), beside)) {
                    return false;
                }
            }
            return true;
        }
        return one.equals(other);
    }

    /** A hash code that values share that are the {@link #same}. */
    static int hash(JsonNode value) {
        if (value.isNumber()) {
            return Double.hashCode(value.doubleValue() + 0.0);
        }
        int found = value.getNodeType().hashCode();
        if (value.isArray()) {
            for (JsonNode item : value) {
                found = 31 * found + hash(item);
            }
            return found;
        }
        if (value.isObject()) {
            for (Map.Entry<String, JsonNode> entry : value.properties()) {
                found += entry.getKey().hashCode() ^ hash(entry.getValue());
            }
            return found;
        }
        return value.isMissingNode() ? MissingNode.getInstance().hashCode() : value.hashCode();
    }
}
