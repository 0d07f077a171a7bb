package com.openai.core;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.openai.core.http.Headers;
import com.openai.core.http.HttpResponse;
import com.openai.core.http.HttpResponseFor;
import com.openai.core.http.StreamResponse;
import com.openai.errors.OpenAIInvalidDataException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;

/** Makes calls as a client was told. For the library itself. */
public final class Calls implements AutoCloseable {
    private static final Set<String> HARMLESS = Set.of("accept", "accept-encoding", "content-type", "user-agent");

    private final ClientOptions options;
    private final OkHttpClient http;
    private final Clock clock;
    private final Log log;

    /** Calls as options say. */
    public Calls(ClientOptions options) {
        this(options, Clock.SYSTEM);
    }

    Calls(ClientOptions options, Clock clock) {
        this.options = options;
        this.clock = clock;
        this.log = new Log(options.facts);
        OkHttpClient own = options.http == null ? new OkHttpClient() : options.http;
        boolean untimed = options.timeout == null && options.http == null;
        this.http = Exchange.quiet(timed(own, untimed ? Timeout.DEFAULT : options.timeout));
    }

    private Calls(ClientOptions options, OkHttpClient http, Clock clock, Log log) {
        this.options = options;
        this.http = options.timeout == null ? http : timed(http, options.timeout);
        this.clock = clock;
        this.log = log;
    }

    /** What calls are told. */
    public ClientOptions options() {
        return options;
    }

    /** Calls that are told other things; they share the connections, unless they got a client of their own. */
    public Calls with(ClientOptions others) {
        return others.http == options.http ? new Calls(others, http, clock, log) : new Calls(others, clock);
    }

    /** Gives all idle connections back. */
    @Override
    public void close() {
        http.dispatcher().executorService().shutdown();
        http.connectionPool().evictAll();
    }

    private static OkHttpClient timed(OkHttpClient http, Timeout timeout) {
        if (timeout == null) {
            return http;
        }
        return http.newBuilder()
                .connectTimeout(timeout.connect())
                .readTimeout(timeout.read())
                .writeTimeout(timeout.write())
                .build();
    }

    /** Makes a call that is answered with JSON. */
    public <T> HttpResponseFor<T> json(
            Operation operation, Arguments arguments, RequestOptions asked, Function<JsonValue, T> read) {
        if (operation.streamField != null
                && arguments.body().path(operation.streamField).asBoolean()) {
            throw new IllegalArgumentException(
                    "'" + operation.streamField + "' asks for a stream: call the method for it");
        }
        Answer answer = succeeded(operation, arguments, asked, false, false);
        return response(answer, () -> read(answer, read));
    }

    /** Makes a call that is answered with JSON or with nothing. */
    public <T> HttpResponseFor<Optional<T>> maybe(
            Operation operation, Arguments arguments, RequestOptions asked, Function<JsonValue, T> read) {
        Answer answer = succeeded(operation, arguments, asked, false, false);
        return response(answer, () -> answer.isEmpty() ? Optional.empty() : Optional.of(read(answer, read)));
    }

    /** Makes a call that is answered with text. */
    public HttpResponseFor<String> text(Operation operation, Arguments arguments, RequestOptions asked) {
        Answer answer = succeeded(operation, arguments, asked, false, false);
        return response(answer, answer::text);
    }

    /** Makes a call whose answer says nothing. */
    public HttpResponseFor<Void> none(Operation operation, Arguments arguments, RequestOptions asked) {
        Answer answer = succeeded(operation, arguments, asked, false, false);
        return response(answer, () -> null);
    }

    /** Makes a call whose answer is read as it comes. */
    public HttpResponse content(Operation operation, Arguments arguments, RequestOptions asked) {
        Answer answer = succeeded(operation, arguments, asked, true, false);
        return new Content(
                answer,
                answer.requestId(options.facts.requestId()),
                answer.body().byteStream());
    }

    /** Makes a call that is answered with a stream. */
    public <T> HttpResponseFor<StreamResponse<T>> stream(
            Operation operation, Arguments arguments, RequestOptions asked, Function<JsonValue, T> read) {
        Arguments streaming = arguments;
        if (operation.streamField != null) {
            ObjectNode body = JsonNodeFactory.instance.objectNode();
            body.setAll((ObjectNode) arguments.body());
            streaming = arguments.with("body", "", body.put(operation.streamField, true));
        }
        Answer answer = succeeded(operation, streaming, asked, true, true);
        String wanted = operation.lines == null ? "text/event-stream" : operation.lines;
        String media = answer.media();
        boolean lines = operation.lines != null && media.matches("application/(x-ndjson|jsonl|json-seq)");
        if (!media.isEmpty() && !media.equals(wanted) && !lines) {
            answer.body().close();
            throw new OpenAIInvalidDataException("Asked for a stream (" + wanted + "); the answer is " + media + ".");
        }
        return response(answer, () -> new Streamed<>(answer, options.facts, operation, options.maxEventSize, read));
    }

    /** Makes a call whose answer goes on, page by page. */
    public <T, A> HttpResponseFor<Page<T, A>> page(
            Operation operation,
            Arguments arguments,
            RequestOptions asked,
            Function<JsonValue, A> read,
            Function<JsonValue, T> item) {
        Pages pages = operation.pages;
        Answer answer = succeeded(operation, arguments, asked, false, false);
        JsonNode given = pages.inBody()
                ? arguments.body().path(pages.wire())
                : arguments.at("query").path(pages.wire());
        return response(answer, () -> {
            JsonValue json = answer.json();
            Function<Object, Page<T, A>> ask =
                    next -> page(operation, onward(arguments, pages, next), asked, read, item)
                            .parse();
            return new Page<>(pages, json.node, given, read.apply(json), item, ask);
        });
    }

    private static Arguments onward(Arguments arguments, Pages pages, Object next) {
        if (!pages.inBody()) {
            return arguments.with("query", pages.wire(), Json.node(next));
        }
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        if (arguments.body() instanceof ObjectNode own) {
            body.setAll(own);
        }
        body.set(pages.wire(), Json.node(next));
        return arguments.with("body", "", body);
    }

    private static <T> T read(Answer answer, Function<JsonValue, T> read) {
        return read.apply(answer.json());
    }

    private <T> HttpResponseFor<T> response(Answer answer, java.util.function.Supplier<T> parse) {
        String id = answer.requestId(options.facts.requestId());
        return new HttpResponseFor<>(answer.status(), answer.shownHeaders(), id, answer.retries(), parse);
    }

    private Answer succeeded(
            Operation operation, Arguments arguments, RequestOptions asked, boolean unread, boolean streams) {
        Answer answer = send(operation, arguments, asked, unread, streams);
        if (answer.isSuccess()) {
            return answer;
        }
        throw answer.failure(options.facts.envelope(), options.facts.requestId());
    }

    private Answer send(
            Operation operation, Arguments arguments, RequestOptions asked, boolean unread, boolean streams) {
        Facts facts = options.facts;
        JsonNode body = merged(operation, arguments.body(), asked);
        Validation.check(operation, body, asked, options, log);
        Bodies.Content content =
                body.isMissingNode() ? null : Bodies.of(operation, asked.contentType(operation.media), body);
        Map<String, String> own = new LinkedHashMap<>();
        String stream = operation.lines == null ? "text/event-stream" : operation.lines;
        own.put("Accept", streams ? stream : operation.accept);
        own.put("User-Agent", facts.userAgent());
        if (content != null) {
            own.put("Content-Type", content.type());
        }
        String cookies = Requests.cookies(operation, arguments);
        if (!cookies.isEmpty()) {
            own.put("Cookie", cookies);
        }
        facts.headers().forEach((option, header) -> {
            if (options.value(option) != null) {
                own.put(header, options.value(option));
            }
        });
        Set<String> outer = new HashSet<>();
        options.headers.keySet().forEach(name -> outer.add(Access.lower(name)));
        asked.headers.keySet().forEach(name -> outer.add(Access.lower(name)));
        List<List<String>> ways = operation.security == null ? facts.security() : operation.security;
        List<Facts.Credential> way = Access.of(options, ways, outer);
        Map<String, List<Style.Pair>> query = Requests.query(operation, options.query, arguments, asked.query);
        String home = options.baseUrl;
        if (operation.server != null && !options.moved) {
            HttpUrl base = HttpUrl.parse(options.baseUrl);
            HttpUrl found = base == null ? null : base.resolve(options.filled(operation.server));
            home = ClientOptions.address(found == null ? operation.server : found.toString());
        }
        HttpUrl url = Requests.url(home, operation, arguments, query);
        Function<Map<String, String>, Request> request = secrets -> {
            Map<String, String> secret = new LinkedHashMap<>();
            HttpUrl.Builder target = url.newBuilder();
            for (Facts.Credential one : way) {
                String value = Access.sent(one, secrets);
                switch (one.place()) {
                    case "query" -> target.addEncodedQueryParameter(
                            Style.quote(one.name(), ""), Style.quote(value, ""));
                    case "cookie" -> {
                        String known = secret.getOrDefault("Cookie", cookies);
                        secret.put("Cookie", one.name() + "=" + value + (known.isEmpty() ? "" : "; " + known));
                    }
                    default -> secret.put(one.name(), value);
                }
            }
            List<Map<String, String>> layers =
                    List.of(own, secret, options.headers, Requests.declared(operation, arguments), asked.headers);
            return new Request.Builder()
                    .url(target.build())
                    .headers(Requests.headers(layers))
                    .method(operation.method, content == null ? Exchange.empty(operation.method) : content.body())
                    .build();
        };
        OkHttpClient timed = timed(http, asked.timeout().orElse(null));
        boolean again = content == null || content.again();
        return new Exchange(timed, clock, log)
                .send(new Exchange.Call(
                        request,
                        () -> Access.secrets(options, way),
                        unread,
                        again,
                        options.maxRetries,
                        secretHeaders(facts, outer)));
    }

    /** The headers that only the API's own server may see. */
    private static Set<String> secretHeaders(Facts facts, Set<String> outer) {
        Set<String> found = new HashSet<>(outer);
        found.removeAll(HARMLESS);
        found.addAll(Set.of("authorization", "cookie", "proxy-authorization"));
        facts.headers().values().forEach(name -> found.add(Access.lower(name)));
        facts.credentials().values().stream()
                .filter(one -> one.place().equals("header"))
                .forEach(one -> found.add(Access.lower(one.name())));
        return found;
    }

    /** The body with the properties that only the call has. */
    private static JsonNode merged(Operation operation, JsonNode body, RequestOptions asked) {
        if (asked.body.isEmpty()) {
            return operation.optionalBody && body.isObject() && body.isEmpty()
                    ? com.fasterxml.jackson.databind.node.MissingNode.getInstance()
                    : body;
        }
        if (!body.isMissingNode() && !body.isObject()) {
            throw new IllegalArgumentException("putBodyProperty needs a body that is a JSON object");
        }
        ObjectNode found = JsonNodeFactory.instance.objectNode();
        if (body instanceof ObjectNode own) {
            found.setAll(own);
        }
        asked.body.forEach((name, value) -> found.set(name, value.node));
        return found;
    }

    private record Content(Answer answer, String id, InputStream body) implements HttpResponse {
        @Override
        public int statusCode() {
            return answer.status();
        }

        @Override
        public Headers headers() {
            return answer.shownHeaders();
        }

        @Override
        public Optional<String> requestId() {
            return Optional.ofNullable(id);
        }

        @Override
        public void close() {
            answer.body().close();
        }
    }
}
