package com.openai.core;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.openai.core.http.Headers;
import com.openai.core.http.StreamResponse;
import com.openai.errors.OpenAIException;
import com.openai.errors.OpenAIInvalidDataException;
import com.openai.errors.SseException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import java.util.zip.ZipException;

/** A stream of items, read from an answer as they are asked for. */
final class Streamed<T> implements StreamResponse<T> {
    private final Answer answer;
    private final Facts facts;
    private final Operation operation;
    private final Decoder decoder;
    private final Function<JsonValue, T> read;
    private final InputStream source;
    private final Deque<SseEvent> waiting = new ArrayDeque<>();
    private final byte[] buffer = new byte[8192];
    private OpenAIException failed;
    private boolean begun;
    private volatile boolean done;

    Streamed(Answer answer, Facts facts, Operation operation, int limit, Function<JsonValue, T> read) {
        this.answer = answer;
        this.facts = facts;
        this.operation = operation;
        this.read = read;
        this.source = answer.body().byteStream();
        this.decoder = operation.lines == null ? new SseDecoder(limit) : new LineDecoder(limit);
    }

    @Override
    public synchronized Stream<T> stream() {
        if (begun) {
            throw new IllegalStateException("the items of a stream can be gone through once");
        }
        begun = true;
        Spliterator<T> items = new Spliterators.AbstractSpliterator<T>(Long.MAX_VALUE, Spliterator.ORDERED) {
            @Override
            public boolean tryAdvance(Consumer<? super T> action) {
                T item = next();
                if (item == null) {
                    return false;
                }
                action.accept(item);
                return true;
            }
        };
        return StreamSupport.stream(items, false).onClose(this::close);
    }

    @Override
    public Headers headers() {
        return answer.shownHeaders();
    }

    @Override
    public Optional<String> requestId() {
        return Optional.ofNullable(answer.requestId(facts.requestId()));
    }

    @Override
    public void close() {
        done = true;
        answer.body().close();
    }

    /** The next item; null if there is none. */
    private T next() {
        try {
            while (!done) {
                SseEvent event = event();
                if (event == null || event.data().equals(facts.end())) {
                    break;
                }
                if (!event.data().isEmpty() || event.event().equals("error")) {
                    return item(event);
                }
            }
        } catch (RuntimeException error) {
            close();
            throw error;
        }
        close();
        return null;
    }

    private SseEvent event() {
        while (waiting.isEmpty() && failed == null) {
            List<SseEvent> found = new ArrayList<>();
            boolean ended = false;
            try {
                int length = source.read(buffer);
                ended = length < 0;
                if (ended) {
                    decoder.end(found);
                } else {
                    decoder.feed(buffer, length, found);
                }
            } catch (ZipException error) {
                failed = new OpenAIInvalidDataException("The stream cannot be decompressed.", error);
            } catch (IOException error) {
                if (done) {
                    return null;
                }
                failed = Exchange.failure(error);
            } catch (Decoder.TooLarge error) {
                failed = new OpenAIInvalidDataException(error.getMessage());
            }
            waiting.addAll(found);
            if (ended && waiting.isEmpty()) {
                return null;
            }
        }
        if (waiting.isEmpty()) {
            throw failed;
        }
        return waiting.poll();
    }

    private T item(SseEvent event) {
        boolean named = event.event().equals("error");
        JsonNode value = value(event, named);
        JsonNode inside = facts.envelope() == null ? null : value.get(facts.envelope());
        if (named || (inside != null && !empty(inside))) {
            throw error(value);
        }
        return read.apply(new JsonValue(value));
    }

    private static boolean empty(JsonNode said) {
        boolean hollow = (said.isContainerNode() && said.isEmpty())
                || (said.isTextual() && said.textValue().isEmpty());
        return said.isNull() || hollow || (said.isBoolean() && !said.booleanValue());
    }

    private JsonNode value(SseEvent event, boolean named) {
        if (operation.data.equals("text") && !named) {
            return TextNode.valueOf(event.data());
        }
        try {
            return Json.parse(event.data());
        } catch (JsonProcessingException error) {
            if (named || operation.data.equals("either")) {
                return TextNode.valueOf(event.data());
            }
            throw new OpenAIInvalidDataException("The data of an event is no JSON, or is nested too deeply.");
        }
    }

    private SseException error(JsonNode value) {
        JsonNode body = Secrets.masked(answer.secrets(), Answer.inside(value, facts.envelope()));
        String said = body.isTextual() ? body.textValue() : body.path("message").asText("");
        String message = said.isEmpty() ? "An error in mid-stream." : said;
        String id = answer.requestId(facts.requestId());
        return new SseException(message, answer.status(), headers(), new JsonValue(body), id);
    }
}
