package com.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.openai.core.Json;
import com.openai.core.Violation;
import com.openai.validators.ImageGenerateParamsValidator;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Judges requests: a line of JSON in, a line with all that is wrong with it out. */
public final class Judge {
    private static final ObjectWriter ASCII = JsonMapper.builder()
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .build()
            .writer();

    private Judge() {}

    /** Reads lines until there are no more. */
    public static void main(String[] args) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        StringBuilder out = new StringBuilder();
        try (PrintStream printed = new PrintStream(System.out, false, StandardCharsets.US_ASCII)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                out.append(ASCII.writeValueAsString(answer(Json.parse(line)))).append('\n');
                if (out.length() > 1 << 16) {
                    printed.print(out);
                    out.setLength(0);
                }
            }
            printed.print(out);
        }
    }

    static ObjectNode answer(JsonNode asked) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.set("id", asked.get("id"));
        try {
            ArrayNode found = answer.putArray("violations");
            for (Violation broken : violations(asked.get("model").textValue(), request(asked))) {
                found.addObject()
                        .put("rule", broken.rule())
                        .put("path", broken.path())
                        .put("message", broken.message())
                        .put("severity", broken.severity().name().toLowerCase(Locale.ROOT));
            }
        } catch (JsonProcessingException | IllegalArgumentException error) {
            answer.remove("violations");
            answer.put("error", error.getMessage());
        }
        return answer;
    }

    /** The request that is meant: also by its text, and with what stands for long values. */
    public static JsonNode request(JsonNode asked) throws JsonProcessingException {
        JsonNode found = asked.has("text") ? Json.parse(asked.get("text").textValue()) : asked.get("request");
        ArrayNode whole = JsonNodeFactory.instance.arrayNode().add(found);
        for (Map.Entry<String, JsonNode> entry : asked.path("repeat").properties()) {
            String[] steps = ("0" + entry.getKey()).split("/", -1);
            JsonNode holder = whole;
            for (int at = 0; at < steps.length - 1; at++) {
                holder = below(holder, unescaped(steps[at]));
            }
            String last = unescaped(steps[steps.length - 1]);
            JsonNode repeated = repeated(below(holder, last), entry.getValue().intValue());
            if (holder instanceof ArrayNode list) {
                list.set(Integer.parseInt(last), repeated);
            } else {
                ((ObjectNode) holder).set(last, repeated);
            }
        }
        return whole.get(0);
    }

    private static JsonNode below(JsonNode holder, String step) {
        return holder.isArray() ? holder.get(Integer.parseInt(step)) : holder.get(step);
    }

    private static JsonNode repeated(JsonNode value, int times) {
        if (value.isTextual()) {
            return TextNode.valueOf(value.textValue().repeat(times));
        }
        ArrayNode found = JsonNodeFactory.instance.arrayNode();
        for (int time = 0; time < times; time++) {
            value.forEach(found::add);
        }
        return found;
    }

    private static String unescaped(String step) {
        return step.replace("~1", "/").replace("~0", "~");
    }

    private static List<Violation> violations(String model, JsonNode value) {
        return switch (model) {
            case "ImageGenerateParams" -> ImageGenerateParamsValidator.violations(value);
            default -> throw new IllegalArgumentException("no validator for " + model);
        };
    }
}
