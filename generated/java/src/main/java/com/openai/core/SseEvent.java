package com.openai.core;

/**
 * One item of a stream as it came.
 *
 * @param event the name of the event; "message" where the stream names none
 * @param data its data
 */
record SseEvent(String event, String data) {}
