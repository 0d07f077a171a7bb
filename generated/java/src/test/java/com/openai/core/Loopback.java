package com.openai.core;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server on this machine that answers as it is told, and keeps what it was asked. */
final class Loopback implements AutoCloseable {
    /** What was asked. */
    record Asked(String method, String target, com.sun.net.httpserver.Headers headers, String body) {}

    /** What is answered: {@code cut} closes the connection after the content, {@code delay} is in milliseconds. */
    record Reply(int status, Map<String, String> headers, String content, boolean cut, long delay) {
        static Reply json(int status, String content) {
            return new Reply(status, Map.of("content-type", "application/json"), content, false, 0);
        }

        static Reply events(String content) {
            return new Reply(200, Map.of("content-type", "text/event-stream"), content, false, 0);
        }

        Reply with(String name, String value) {
            Map<String, String> more = new java.util.LinkedHashMap<>(headers);
            more.put(name, value);
            return new Reply(status, more, content, cut, delay);
        }

        Reply cutOff() {
            return new Reply(status, headers, content, true, delay);
        }

        Reply after(long milliseconds) {
            return new Reply(status, headers, content, cut, milliseconds);
        }
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ConcurrentLinkedQueue<Reply> replies = new ConcurrentLinkedQueue<>();
    private final List<Asked> asked = Collections.synchronizedList(new ArrayList<>());

    Loopback(Reply... replies) throws IOException {
        this.replies.addAll(List.of(replies));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
    }

    List<Asked> asked() {
        return asked;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String target = exchange.getRequestURI().toString();
        asked.add(new Asked(exchange.getRequestMethod(), target, exchange.getRequestHeaders(), body));
        Reply reply = replies.poll();
        if (reply == null) {
            exchange.close();
            return;
        }
        try {
            Thread.sleep(reply.delay());
        } catch (InterruptedException error) {
            Thread.currentThread().interrupt();
        }
        reply.headers().forEach(exchange.getResponseHeaders()::add);
        byte[] content = reply.content().getBytes(StandardCharsets.UTF_8);
        int length = reply.cut() ? content.length + 10 : content.length;
        exchange.sendResponseHeaders(reply.status(), length == 0 ? -1 : length);
        if (length > 0) {
            OutputStream out = exchange.getResponseBody();
            out.write(content);
            out.flush();
        }
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
