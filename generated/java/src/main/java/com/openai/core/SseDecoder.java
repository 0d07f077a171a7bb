package com.openai.core;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Reads event streams by the rules of the HTML standard (9.2.6). The end of a stream ends no event: what follows the last
 * empty line is dropped.
 */
final class SseDecoder implements Decoder {
    private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final long limit;
    private final Buffer line = new Buffer();
    private final Buffer data = new Buffer();
    private boolean any;
    private String name = "";
    private boolean afterCr;
    private boolean begun;
    private long kept;

    /** A decoder of events of so many bytes at most. */
    SseDecoder(long limit) {
        this.limit = limit;
    }

    @Override
    public void feed(byte[] bytes, int length, List<SseEvent> found) throws TooLarge {
        int start = 0;
        if (afterCr && length > 0) {
            afterCr = false;
            start = bytes[0] == '\n' ? 1 : 0;
        }
        for (int at = start; at < length; at++) {
            if (bytes[at] != '\n' && bytes[at] != '\r') {
                continue;
            }
            hold(bytes, start, at);
            endLine(found);
            if (bytes[at] == '\r') {
                // An event does not wait for the next bytes to tell whether an LF follows.
                afterCr = at + 1 == length;
                at += at + 1 < length && bytes[at + 1] == '\n' ? 1 : 0;
            }
            start = at + 1;
        }
        hold(bytes, start, length);
    }

    @Override
    public void end(List<SseEvent> found) {}

    private void hold(byte[] bytes, int start, int end) throws TooLarge {
        if (end > start) {
            line.write(bytes, start, end - start);
            if (kept + line.size() > limit) {
                throw new TooLarge(limit);
            }
        }
    }

    private void endLine(List<SseEvent> found) {
        if (!begun) {
            begun = true;
            line.drop(MARK);
        }
        if (line.size() == 0) {
            if (any) {
                found.add(new SseEvent(name.isEmpty() ? "message" : name, data.text(0)));
            }
            data.reset();
            any = false;
            name = "";
            kept = 0;
            return;
        }
        if (line.isField("data")) {
            if (any) {
                data.write('\n');
            }
            any = true;
            kept += line.size();
            line.copy(line.value("data"), data);
        } else if (line.isField("event")) {
            kept += line.size();
            name = line.text(line.value("event"));
        }
        line.reset();
    }

    /** Bytes that grow, and can be looked at without a copy. */
    private static final class Buffer extends ByteArrayOutputStream {
        /** Whether this is a line of a field of that name. */
        boolean isField(String field) {
            int length = field.length();
            if (count < length || (count > length && buf[length] != ':')) {
                return false;
            }
            for (int index = 0; index < length; index++) {
                if (buf[index] != field.charAt(index)) {
                    return false;
                }
            }
            return true;
        }

        /** Where the value of a field begins: behind a colon, and one space. */
        int value(String field) {
            int start = Math.min(field.length() + 1, count);
            return start < count && buf[start] == ' ' ? start + 1 : start;
        }

        void copy(int start, Buffer other) {
            other.write(buf, start, count - start);
        }

        String text(int start) {
            return new String(buf, start, count - start, StandardCharsets.UTF_8);
        }

        void drop(byte[] start) {
            if (count >= start.length && java.util.Arrays.equals(buf, 0, start.length, start, 0, start.length)) {
                System.arraycopy(buf, start.length, buf, 0, count - start.length);
                count -= start.length;
            }
        }
    }
}
