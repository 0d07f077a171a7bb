package com.openai.core;

import static com.openai.core.Fixture.POST;
import static com.openai.core.Fixture.calls;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.openai.core.Fixture.Waits;
import com.openai.core.Loopback.Reply;
import com.openai.core.http.StreamResponse;
import com.openai.errors.OpenAIInvalidDataException;
import com.openai.errors.OpenAIIoException;
import com.openai.errors.SseException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams of events and of lines. */
class StreamedTest {
    private static StreamResponse<JsonValue> stream(Loopback server) {
        return calls(server).stream(POST, Arguments.body(Map.of("a", 1)), RequestOptions.none(), Reading.JSON)
                .parse();
    }

    private static List<String> decoded(String text, int chunk) throws Exception {
        SseDecoder decoder = new SseDecoder(1000);
        List<SseEvent> found = new ArrayList<>();
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int at = 0; at < bytes.length; at += chunk) {
            byte[] piece = java.util.Arrays.copyOfRange(bytes, at, Math.min(at + chunk, bytes.length));
            decoder.feed(piece, piece.length, found);
        }
        decoder.end(found);
        return found.stream().map(event -> event.event() + "|" + event.data()).toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 1000})
    void readsEventsHoweverTheyAreCut(int chunk) throws Exception {
        String text = "\ufeff: hello\r\n"
                + "data: a\r\n"
                + "data:  b\n\n"
                + "event: x\r"
                + "data:\u00e9\r\r"
                + "id: 1\n\n"
                + "data\n\n"
                + "datax: 1\n\n"
                + "data: lost";
        assertEquals(List.of("message|a\n b", "x|\u00e9", "message|"), decoded(text, chunk));
    }

    @Test
    void limitsEvents() {
        assertThrows(Decoder.TooLarge.class, () -> decoded("data: " + "x".repeat(2000), 7));
        assertThrows(Decoder.TooLarge.class, () -> decoded("data: xxxx\n".repeat(200), 7));
    }

    @Test
    void doesNotCountComments() throws Exception {
        assertEquals(List.of("message|1"), decoded(": keep\n".repeat(500) + "data: 1\n\n", 64));
    }

    @Test
    void givesItemsAndAsksForThem() throws Exception {
        Reply reply = Reply.events("data: {\"n\":1}\n\n:\n\ndata:\n\ndata: {\"n\":2}\n\ndata: [DONE]\n\ndata: x\n\n");
        try (Loopback server = new Loopback(reply.with("x-request-id", "r3"));
                StreamResponse<JsonValue> stream = stream(server)) {
            assertEquals(Optional.of("r3"), stream.requestId());
            List<String> found = stream.stream().map(JsonValue::toString).toList();
            assertEquals(List.of("{\"n\":1}", "{\"n\":2}"), found);
            assertThrows(IllegalStateException.class, stream::stream);
            assertEquals("{\"a\":1,\"stream\":true}", server.asked().get(0).body());
            assertEquals("text/event-stream", server.asked().get(0).headers().getFirst("Accept"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "event: error\ndata: {\"message\":\"m\",\"code\":\"c\"}\n\n",
                "data: {\"error\":{\"message\":\"m\",\"code\":\"c\"}}\n\n"
            })
    void throwsErrorsOfTheServer(String text) throws Exception {
        try (Loopback server = new Loopback(Reply.events("data: 1\n\n" + text));
                StreamResponse<JsonValue> stream = stream(server)) {
            List<JsonValue> found = new ArrayList<>();
            SseException error =
                    assertThrows(SseException.class, () -> stream.stream().forEach(found::add));
            assertEquals("m", error.getMessage());
            assertEquals(Optional.of("c"), error.code());
            assertEquals(1, found.size());
        }
    }

    @Test
    void throwsForWhatCannotBeRead() throws Exception {
        try (Loopback server = new Loopback(Reply.events("data: {\n\n"));
                StreamResponse<JsonValue> stream = stream(server)) {
            assertThrows(OpenAIInvalidDataException.class, () -> stream.stream().toList());
        }
        try (Loopback server = new Loopback(Reply.json(200, "{}"))) {
            assertThrows(OpenAIInvalidDataException.class, () -> stream(server));
        }
    }

    @Test
    void throwsWhenItIsCut() throws Exception {
        try (Loopback server = new Loopback(Reply.events("data: 1\n\n").cutOff());
                StreamResponse<JsonValue> stream = stream(server)) {
            List<JsonValue> found = new ArrayList<>();
            assertThrows(OpenAIIoException.class, () -> stream.stream().forEach(found::add));
            assertEquals(1, found.size());
        }
    }

    @Test
    void endsWhenItIsClosed() throws Exception {
        try (Loopback server = new Loopback(Reply.events("data: 1\n\ndata: 2\n\n"))) {
            StreamResponse<JsonValue> stream = stream(server);
            stream.close();
            assertTrue(stream.stream().toList().isEmpty());
        }
    }

    @Test
    void readsLines() throws IOException {
        Operation lines = Operation.of("POST", "/lines").lines("application/x-ndjson");
        Reply reply = new Reply(200, Map.of("content-type", "application/jsonl"), "1\r\n\n\u001e2\n3", false, 0);
        try (Loopback server = new Loopback(reply)) {
            List<Long> found = calls(server, new Waits(), options -> {}).stream(
                            lines, Arguments.none(), RequestOptions.none(), Reading.LONG)
                    .parse()
                    .stream()
                    .toList();
            assertEquals(List.of(1L, 2L, 3L), found);
        }
    }
}
