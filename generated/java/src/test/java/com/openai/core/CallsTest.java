package com.openai.core;

import static com.openai.core.Fixture.GET;
import static com.openai.core.Fixture.KEY;
import static com.openai.core.Fixture.POST;
import static com.openai.core.Fixture.calls;
import static com.openai.core.Fixture.post;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.openai.core.Fixture.Waits;
import com.openai.core.Loopback.Reply;
import com.openai.core.http.HttpResponseFor;
import com.openai.errors.ConstraintException;
import com.openai.errors.OpenAIException;
import com.openai.errors.OpenAIInvalidDataException;
import com.openai.errors.OpenAIIoException;
import com.openai.errors.OpenAIServiceException;
import com.openai.errors.OpenAITimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls against a server on this machine. */
class CallsTest {
    @Test
    void sendsAndReads() throws Exception {
        try (Loopback server = new Loopback(Reply.json(200, "{\"a\":1.0}").with("X-Request-Id", "r1"))) {
            HttpResponseFor<JsonValue> response = calls(server, new Waits(), options -> options.team("t"))
                    .json(POST, Arguments.body(Map.of("p", "\u00e9")), RequestOptions.none(), Reading.JSON);
            assertEquals(Optional.of("r1"), response.requestId());
            assertEquals("{\"a\":1.0}", response.parse().toString());
            Loopback.Asked asked = server.asked().get(0);
            assertEquals("{\"p\":\"\u00e9\"}", asked.body());
            assertEquals("Bearer " + KEY, asked.headers().getFirst("Authorization"));
            assertEquals("t", asked.headers().getFirst("Things-Team"));
            assertEquals("application/json", asked.headers().getFirst("Content-Type"));
            assertEquals("/v1/things", asked.target());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 409, 429, 500, 503})
    void triesAgain(int status) throws Exception {
        try (Loopback server = new Loopback(
                Reply.json(status, "{}"), Reply.json(status, "{}").with("Retry-After", "0"), Reply.json(200, "{}"))) {
            Waits waits = new Waits();
            post(calls(server, waits, options -> {}), Map.of());
            assertEquals(List.of(0.5, 1.0), waits.seconds);
            assertEquals(3, server.asked().size());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 503})
    void triesAgainAsOftenWithoutBody(int status) throws Exception {
        try (Loopback server = new Loopback(Reply.json(status, "{}").with("Retry-After", "0"), Reply.json(200, "{}"))) {
            Calls calls = calls(server, new Waits(), options -> options.maxRetries(0));
            Arguments id = Arguments.none().put("path", "id", "x");
            OpenAIServiceException error = assertThrows(
                    OpenAIServiceException.class, () -> calls.json(GET, id, RequestOptions.none(), Reading.JSON));
            assertEquals(status, error.statusCode());
            assertEquals(1, server.asked().size());
        }
    }

    @Test
    void waitsAsTheServerSays() throws Exception {
        try (Loopback server = new Loopback(
                Reply.json(500, "{}").with("retry-after-ms", "1500"),
                Reply.json(500, "{}").with("Retry-After", "7"),
                Reply.json(500, "{}").with("Retry-After", "61"),
                Reply.json(200, "{}"))) {
            Waits waits = new Waits();
            post(calls(server, waits, options -> options.maxRetries(3)), Map.of());
            assertEquals(List.of(1.5, 7.0, 2.0), waits.seconds);
        }
    }

    @Test
    void obeysTheServersWord() throws Exception {
        try (Loopback server = new Loopback(Reply.json(500, "{}").with("x-should-retry", "false"))) {
            assertThrows(OpenAIServiceException.class, () -> post(calls(server), Map.of()));
            assertEquals(1, server.asked().size());
        }
        try (Loopback server =
                new Loopback(Reply.json(400, "{}").with("x-should-retry", "true"), Reply.json(200, "{}"))) {
            post(calls(server), Map.of());
            assertEquals(2, server.asked().size());
        }
    }

    private static OpenAIServiceException refused(Loopback server) {
        Calls calls = calls(server);
        return assertThrows(OpenAIServiceException.class, () -> post(calls, Map.of()));
    }

    @ParameterizedTest
    @CsvSource({
        "400,BadRequestException",
        "401,UnauthorizedException",
        "403,PermissionDeniedException",
        "404,NotFoundException",
        "409,ConflictException",
        "418,UnexpectedStatusCodeException",
        "422,UnprocessableEntityException",
        "429,RateLimitException",
        "500,InternalServerException"
    })
    void throwsByStatus(int status, String name) throws Exception {
        String said = "{\"error\":{\"message\":\"no, " + KEY + "\",\"code\":\"c\",\"param\":null,\"type\":\"t\"}}";
        Reply reply = Reply.json(status, said).with("x-request-id", "r2");
        try (Loopback server = new Loopback(reply, reply, reply)) {
            OpenAIServiceException error = refused(server);
            assertEquals(name, error.getClass().getSimpleName());
            assertEquals(status, error.statusCode());
            assertEquals(Optional.of("c"), error.code());
            assertEquals(Optional.empty(), error.param());
            assertEquals(Optional.of("t"), error.type());
            assertEquals(Optional.of("r2"), error.requestId());
            assertEquals(List.of("r2"), error.headers().values("X-REQUEST-ID"));
            assertFalse(error.getMessage().contains(KEY));
            assertFalse(error.body().toString().contains(KEY));
        }
    }

    @Test
    void throwsForWhatCannotBeRead() throws Exception {
        try (Loopback server = new Loopback(Reply.json(200, "<html>"), Reply.json(200, ""))) {
            Calls calls = calls(server);
            assertThrows(OpenAIInvalidDataException.class, () -> post(calls, Map.of()));
            assertThrows(OpenAIInvalidDataException.class, () -> post(calls, Map.of()));
        }
    }

    @Test
    void triesBrokenConnectionsAgain() throws Exception {
        try (Loopback server = new Loopback(Reply.json(200, "{").cutOff(), Reply.json(200, "{}"))) {
            post(calls(server), Map.of());
            assertEquals(2, server.asked().size());
        }
        try (Loopback server = new Loopback()) {
            assertThrows(OpenAIIoException.class, () -> post(calls(server), Map.of()));
            assertEquals(3, server.asked().size());
        }
    }

    @Test
    void timesOut() throws Exception {
        try (Loopback server = new Loopback(Reply.json(200, "{}").after(2000))) {
            Calls calls = calls(server, new Waits(), options -> options.maxRetries(0));
            RequestOptions soon =
                    RequestOptions.builder().timeout(Duration.ofMillis(100)).build();
            assertThrows(
                    OpenAITimeoutException.class, () -> calls.json(POST, Arguments.body(Map.of()), soon, Reading.JSON));
        }
    }

    @Test
    void keepsCredentialsAtHome() throws Exception {
        try (Loopback other = new Loopback(Reply.json(200, "{}"));
                Loopback server = new Loopback(Reply.json(307, "").with("Location", other.url() + "/x"))) {
            RequestOptions own =
                    RequestOptions.builder().putHeader("X-Own", "1").build();
            calls(server).json(POST, Arguments.body(Map.of("a", 1)), own, Reading.JSON);
            Loopback.Asked asked = other.asked().get(0);
            assertNull(asked.headers().getFirst("Authorization"));
            assertNull(asked.headers().getFirst("X-Own"));
            assertEquals("{\"a\":1}", asked.body());
        }
    }

    @Test
    void followsAtHome() throws Exception {
        try (Loopback server = new Loopback(Reply.json(303, "").with("Location", "/v1/else"), Reply.json(200, "{}"))) {
            post(calls(server), Map.of());
            assertEquals("GET", server.asked().get(1).method());
            assertEquals("Bearer " + KEY, server.asked().get(1).headers().getFirst("Authorization"));
        }
    }

    @Test
    void putsOptionsOverEachOther() throws Exception {
        try (Loopback server = new Loopback(Reply.json(200, "{}"))) {
            Calls calls = calls(server, new Waits(), options -> options.putHeader("X-A", "1")
                    .putHeader("X-B", "1")
                    .putQueryParam("q", "a b", "c")
                    .putQueryParam("r", "1"));
            RequestOptions own = RequestOptions.builder()
                    .putHeader("x-a", null)
                    .putHeader("x-b", "2")
                    .putQueryParam("r", "2")
                    .putBodyProperty("more", JsonValue.from(1))
                    .build();
            calls.json(POST, Arguments.body(Map.of("a", 1)), own, Reading.JSON);
            Loopback.Asked asked = server.asked().get(0);
            assertEquals("/v1/things?q=a%20b&q=c&r=2", asked.target());
            assertNull(asked.headers().getFirst("X-A"));
            assertEquals("2", asked.headers().getFirst("X-B"));
            assertEquals("{\"a\":1,\"more\":1}", asked.body());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", ".."})
    void refusesPathsThatLeadAway(String id) throws Exception {
        try (Loopback server = new Loopback()) {
            Arguments arguments = Arguments.none().put("path", "id", id);
            assertThrows(IllegalArgumentException.class, () -> calls(server)
                    .json(GET, arguments, RequestOptions.none(), Reading.JSON));
            assertTrue(server.asked().isEmpty());
        }
    }

    @Test
    void encodesPaths() throws Exception {
        try (Loopback server = new Loopback(Reply.json(200, "{}"))) {
            Arguments arguments = Arguments.none().put("path", "id", "a/b?c%2e..");
            calls(server).json(GET, arguments, RequestOptions.none(), Reading.JSON);
            assertEquals("/v1/things/a%2Fb%3Fc%252e..", server.asked().get(0).target());
        }
    }

    @Test
    void neverShowsHeaderValues() throws Exception {
        try (Loopback server = new Loopback()) {
            Calls calls = calls(server, new Waits(), options -> options.key("sk-bad\nkey-1234"));
            Exception error = assertThrows(IllegalArgumentException.class, () -> post(calls, Map.of()));
            assertFalse(error.getMessage().contains("1234"));
        }
    }

    @Test
    void needsAKey() {
        OpenAIException error = assertThrows(OpenAIException.class, () -> new Fixture.Options().made());
        assertTrue(error.getMessage().contains("apiKey"));
        assertInstanceOf(RuntimeException.class, error);
    }

    @Test
    void judgesBeforeItSends() throws Exception {
        Violation broken = new Violation("some-rule", "/a", "a must not be", Violation.Severity.ERROR, "x");
        Operation judged = Operation.of("POST", "/things").judge(body -> List.of(broken));
        try (Loopback server = new Loopback(Reply.json(200, "{}"), Reply.json(200, "{}"), Reply.json(200, "{}"))) {
            Calls calls = calls(server);
            Arguments body = Arguments.body(Map.of("a", 1));
            ConstraintException error = assertThrows(
                    ConstraintException.class, () -> calls.json(judged, body, RequestOptions.none(), Reading.JSON));
            assertEquals(List.of(broken), error.violations());
            assertTrue(server.asked().isEmpty());
            for (ValidationMode mode : List.of(ValidationMode.WARN, ValidationMode.OFF)) {
                RequestOptions own = RequestOptions.builder().validate(mode).build();
                calls.json(judged, body, own, Reading.JSON);
            }
            calls(server, new Waits(), options -> options.ignoreRules(List.of("some-rule")))
                    .json(judged, body, RequestOptions.none(), Reading.JSON);
            assertEquals(3, server.asked().size());
        }
    }

    @Test
    void goesOnPageByPage() throws Exception {
        Pages pages = new Pages("cursor", "after", List.of("data"), List.of("next"), "", 1, false);
        Operation list = Operation.of("GET", "/things").pages(pages);
        try (Loopback server = new Loopback(
                Reply.json(200, "{\"data\":[1,2],\"next\":\"b\"}"), Reply.json(200, "{\"data\":[3],\"next\":null}"))) {
            Page<Long, JsonValue> page = calls(server)
                    .page(list, Arguments.none(), RequestOptions.none(), Reading.JSON, Reading.LONG)
                    .parse();
            assertEquals(List.of(1L, 2L), page.items());
            assertEquals(List.of(1L, 2L, 3L), page.stream().toList());
            assertEquals("/v1/things?after=b", server.asked().get(1).target());
        }
    }

    @Test
    void sharesConnectionsAfterAChange() throws Exception {
        try (Loopback server = new Loopback(Reply.json(500, "{}"))) {
            Calls calls = calls(server);
            Fixture.Options none =
                    new Fixture.Options().key(KEY).baseUrl(server.url()).maxRetries(0);
            assertThrows(OpenAIServiceException.class, () -> post(calls.with(none.made()), Map.of()));
            assertEquals(1, server.asked().size());
        }
    }
}
