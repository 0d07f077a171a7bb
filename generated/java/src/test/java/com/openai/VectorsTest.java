package com.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.openai.core.Json;
import com.openai.core.JsonValue;
import com.openai.core.Model;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the spec says of single requests and of examples. */
class VectorsTest {
    static List<String> lines(String name) throws Exception {
        try (BufferedReader found = new BufferedReader(
                new InputStreamReader(VectorsTest.class.getResourceAsStream(name), StandardCharsets.UTF_8))) {
            return found.lines().toList();
        }
    }

    @Test
    void judgesAsTheSpecSays() throws Exception {
        for (String line : lines("/vectors.jsonl")) {
            JsonNode vector = Json.parse(line);
            ArrayNode found = JsonNodeFactory.instance.arrayNode();
            for (JsonNode broken : Judge.answer(vector).path("violations")) {
                found.addArray().add(broken.get("rule")).add(broken.get("path")).add(broken.get("message"));
            }
            assertEquals(vector.get("violations"), found, vector.path("id").asText());
        }
    }

    @Test
    void keepsAndReadsExamples() throws Exception {
        for (String line : lines("/examples.jsonl")) {
            keepsAndReads(line);
        }
    }

    private static void keepsAndReads(String line) throws Exception {
        JsonNode example = Json.parse(line);
        JsonValue value = JsonValue.from(example.get("value"));
        Class<?> type = Class.forName(example.get("class").textValue());
        Model model = (Model) type.getMethod("from", JsonValue.class).invoke(null, value);
        assertEquals(value.toString(), model._json().toString());
        Object builder = type.getMethod("toBuilder").invoke(model);
        assertEquals(model, builder.getClass().getMethod("build").invoke(builder));
        assertTrue(read(model) > 0);
    }

    /** Calls all methods that read a property; counts them. */
    private static int read(Model model) throws IllegalAccessException, InvocationTargetException {
        int count = 0;
        for (Method method : model.getClass().getDeclaredMethods()) {
            int modifiers = method.getModifiers();
            if (Modifier.isPublic(modifiers) && !Modifier.isStatic(modifiers) && method.getParameterCount() == 0) {
                method.invoke(model);
                count++;
            }
        }
        return count;
    }
}
