package com.openai.core;

import java.util.List;

/** Turns the bytes of a stream, however they are cut, into its items. */
interface Decoder {
    /** The items that end in some bytes. */
    void feed(byte[] bytes, int length, List<SseEvent> found) throws TooLarge;

    /** The item that ends with the stream, if there is one. */
    void end(List<SseEvent> found);

    /** An item, or a line that does not end, is larger than is allowed. */
    final class TooLarge extends Exception {
        private static final long serialVersionUID = 1L;

        TooLarge(long limit) {
            super("an event of more than " + limit + " bytes");
        }
    }
}
