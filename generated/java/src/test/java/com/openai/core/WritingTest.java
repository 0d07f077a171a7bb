package com.openai.core;

import static com.openai.core.Fixture.calls;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.openai.core.Loopback.Reply;
import com.openai.errors.OpenAIServiceException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Styles of parameters, and bodies that are no JSON. */
class WritingTest {
    private static final JsonNode LIST = Json.node(List.of("a", "b c"));
    private static final JsonNode OBJECT = Json.node(ordered());

    private static Map<String, Object> ordered() {
        Map<String, Object> found = new LinkedHashMap<>();
        found.put("r", 100);
        found.put("g", true);
        return found;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "simple|false|a,b%20c|r,100,g,true",
                "simple|true|a,b%20c|r=100,g=true",
                "label|true|.a.b%20c|.r=100.g=true",
                "matrix|false|;p=a,b%20c|;p=r,100,g,true",
                "matrix|true|;p=a;p=b%20c|;r=100;g=true"
            })
    void writesPaths(String name, boolean explode, String list, String object) {
        Style style = new Style(name, explode, false, null);
        assertEquals(list, style.step("p", LIST));
        assertEquals(object, style.step("p", OBJECT));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "form|true|p=a&p=b%20c|r=100&g=true",
                "form|false|p=a,b%20c|p=r,100,g,true",
                "spaceDelimited|false|p=a%20b%20c|p=r%20100%20g%20true",
                "pipeDelimited|false|p=a%7Cb%20c|p=r%7C100%7Cg%7Ctrue",
                "deepObject|true|p%5B0%5D=a&p%5B1%5D=b%20c|p%5Br%5D=100&p%5Bg%5D=true"
            })
    void writesQueries(String name, boolean explode, String list, String object) {
        Style style = new Style(name, explode, false, null);
        assertEquals(list, joined(style.pairs("p", LIST)));
        assertEquals(object, joined(style.pairs("p", OBJECT)));
    }

    private static String joined(List<Style.Pair> pairs) {
        return pairs.stream().map(Style.Pair::toString).collect(Collectors.joining("&"));
    }

    @Test
    void sendsForms() throws Exception {
        Operation form = Operation.of("POST", "/f").media("application/x-www-form-urlencoded");
        try (Loopback server = new Loopback(Reply.json(200, "{}"))) {
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("a", "x&y");
            body.put("b", List.of(1, 2));
            body.put("c", Map.of("d", 1));
            calls(server).json(form, Arguments.body(body), RequestOptions.none(), Reading.JSON);
            assertEquals(
                    "a=x%26y&b=1&b=2&c=%7B%22d%22%3A1%7D", server.asked().get(0).body());
        }
    }

    @Test
    void sendsParts() throws Exception {
        Operation form = Operation.of("POST", "/f").media("multipart/form-data");
        try (Loopback server = new Loopback(Reply.json(500, "{}"), Reply.json(200, "{}"))) {
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("q\"", "x");
            body.put(
                    "file",
                    FileContent.of("data".getBytes(StandardCharsets.UTF_8)).withName("a.png"));
            calls(server).json(form, Arguments.body(body), RequestOptions.none(), Reading.JSON);
            assertEquals(2, server.asked().size());
            String sent = server.asked().get(1).body();
            assertTrue(sent.contains("name=\"q%22\"\r\n\r\nx\r\n"));
            assertTrue(sent.contains("filename=\"a.png\"\r\nContent-Type: image/png\r\n\r\ndata\r\n"));
        }
    }

    @Test
    void sendsAStreamOnce() throws Exception {
        Operation upload = Operation.of("POST", "/f").media("application/octet-stream");
        try (Loopback server = new Loopback(Reply.json(500, "{}"))) {
            FileContent once = FileContent.of(new ByteArrayInputStream(new byte[] {65, 66}));
            assertThrows(OpenAIServiceException.class, () -> calls(server)
                    .json(upload, Arguments.body(once), RequestOptions.none(), Reading.JSON));
            assertEquals(1, server.asked().size());
            assertEquals("AB", server.asked().get(0).body());
        }
    }

    @Test
    void sendsCookiesAndHeaders() throws Exception {
        Operation get = Operation.of("GET", "/c?fixed=1").style("header", "X-L", "simple", false, false);
        try (Loopback server = new Loopback(Reply.json(200, "{}"))) {
            Arguments arguments = Arguments.none()
                    .put("cookie", "a", "x y")
                    .put("header", "X-L", List.of(1, 2))
                    .put("query", "n", null);
            calls(server).json(get, arguments, RequestOptions.none(), Reading.JSON);
            assertEquals("a=x%20y", server.asked().get(0).headers().getFirst("Cookie"));
            assertEquals("1,2", server.asked().get(0).headers().getFirst("X-L"));
            assertEquals("/v1/c?fixed=1", server.asked().get(0).target());
        }
    }
}
