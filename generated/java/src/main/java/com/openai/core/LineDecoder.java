package com.openai.core;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Reads streams of JSON in which each item is a line, or begins with a record separator (RFC 7464). */
final class LineDecoder implements Decoder {
    private final long limit;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    /** A decoder of lines of so many bytes at most. */
    LineDecoder(long limit) {
        this.limit = limit;
    }

    @Override
    public void feed(byte[] bytes, int length, List<SseEvent> found) throws TooLarge {
        int start = 0;
        for (int at = 0; at < length; at++) {
            if (bytes[at] == '\n') {
                hold(bytes, start, at);
                end(found);
                start = at + 1;
            }
        }
        hold(bytes, start, length);
    }

    @Override
    public void end(List<SseEvent> found) {
        String text = line.toString(StandardCharsets.UTF_8);
        line.reset();
        text = text.replace("\u001e", "").replace("\ufeff", "").strip();
        if (!text.isEmpty()) {
            found.add(new SseEvent("message", text));
        }
    }

    private void hold(byte[] bytes, int start, int end) throws TooLarge {
        line.write(bytes, start, end - start);
        if (line.size() > limit) {
            throw new TooLarge(limit);
        }
    }
}
