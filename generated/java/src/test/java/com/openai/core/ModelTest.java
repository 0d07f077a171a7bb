package com.openai.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.openai.errors.OpenAIInvalidDataException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Models and JSON. */
class ModelTest {
    /** A made-up model. */
    static final class Thing extends Model {
        private Thing(JsonValue json) {
            super(json);
        }

        static Thing from(JsonValue json) {
            return new Thing(json);
        }

        long size() {
            return required("size", Reading.LONG);
        }

        Optional<List<String>> tags() {
            return optional("tags", Reading.listOf(Reading.STRING));
        }

        @Override
        protected List<String> names() {
            return List.of("size", "tags");
        }

        /** Makes a thing. */
        static final class Builder extends Model.Builder<Builder> {
            Builder() {}

            Builder(Thing from) {
                super(from);
            }

            @Override
            protected Builder self() {
                return this;
            }

            Builder size(long size) {
                return set("size", size);
            }

            Builder addTag(String tag) {
                return add("tags", tag);
            }

            Thing build() {
                return new Thing(made("size"));
            }
        }
    }

    private static JsonValue json(String text) throws Exception {
        return new JsonValue(Json.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"size\":1.0,\"x\":[null,1E+400,123456789012345678901234567890],\"tags\":null}",
                "{\"\":{},\"size\":\"text\"}",
                "{}"
            })
    void keepsExactlyWhatCame(String text) throws Exception {
        assertEquals(text, Thing.from(json(text))._json().toString());
    }

    @Test
    void readsWithoutKnowingAll() throws Exception {
        Thing thing = Thing.from(json("{\"size\":3.0,\"tags\":null,\"size\":4.0,\"more\":true}"));
        assertEquals(4, thing.size());
        assertEquals(Optional.empty(), thing.tags());
        assertTrue(thing._property("tags").isNull());
        assertTrue(thing._property("none").isMissing());
        assertEquals(Map.of("more", JsonValue.from(true)), thing._additionalProperties());
        for (String text : List.of("{}", "{\"size\":1.5}", "{\"size\":\"1\"}")) {
            Thing odd = Thing.from(json(text));
            assertThrows(OpenAIInvalidDataException.class, odd::size);
        }
        assertThrows(OpenAIInvalidDataException.class, () -> Thing.from(json("[]")));
    }

    @Test
    void buildersDoNotChangeWhatTheyMade() {
        Thing.Builder builder = new Thing.Builder().size(1).addTag("a");
        Thing first = builder.build();
        Thing second = builder.addTag("b").size(2).build();
        assertEquals("Thing{\"size\":1,\"tags\":[\"a\"]}", first.toString());
        assertEquals(Optional.of(List.of("a", "b")), second.tags());
        assertEquals(first, new Thing.Builder(first).build());
        assertThrows(IllegalStateException.class, () -> new Thing.Builder().build());
        assertThrows(
                UnsupportedOperationException.class, () -> first.tags().get().add("c"));
    }

    @Test
    void comparesAsJson() throws Exception {
        assertEquals(json("{\"a\":1,\"b\":[1.0]}"), json("{\"b\":[1],\"a\":1e0}"));
        assertEquals(json("1.0").hashCode(), json("1").hashCode());
        assertNotEquals(json("1"), json("true"));
        assertNotEquals(json("null"), JsonValue.missing());
    }

    @Test
    void refusesWhatJsonCannotHold() {
        assertThrows(IllegalArgumentException.class, () -> JsonValue.from(Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> JsonValue.from(new Object()));
        assertThrows(IllegalArgumentException.class, () -> Json.bytes(Json.node("\ud800")));
        assertThrows(Exception.class, () -> Json.parse("{} {}"));
        assertThrows(Exception.class, () -> Json.parse("[NaN]"));
        assertFalse(JsonValue.from(List.of("x")).asArray().isEmpty());
    }
}
