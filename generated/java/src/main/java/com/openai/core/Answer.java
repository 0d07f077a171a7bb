package com.openai.core;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.openai.core.http.Headers;
import com.openai.errors.BadRequestException;
import com.openai.errors.ConflictException;
import com.openai.errors.InternalServerException;
import com.openai.errors.NotFoundException;
import com.openai.errors.OpenAIInvalidDataException;
import com.openai.errors.OpenAIServiceException;
import com.openai.errors.PermissionDeniedException;
import com.openai.errors.RateLimitException;
import com.openai.errors.UnauthorizedException;
import com.openai.errors.UnexpectedStatusCodeException;
import com.openai.errors.UnprocessableEntityException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import okhttp3.MediaType;
import okhttp3.Response;
import okhttp3.ResponseBody;

/** An answer of the API, after some other tries. */
final class Answer {
    private static final long MOST_SAID = 1 << 20;
    private static final int MOST_SHOWN = 5000;

    private final int status;
    private final Response response;
    private final int retries;
    private final List<String> secrets;
    private byte[] content = {};

    Answer(int status, Response response, int retries, List<String> secrets) {
        this.status = status;
        this.response = response;
        this.retries = retries;
        this.secrets = secrets;
    }

    int status() {
        return status;
    }

    int retries() {
        return retries;
    }

    boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    okhttp3.Headers headers() {
        return response.headers();
    }

    Headers shownHeaders() {
        Map<String, List<String>> found = response.headers().toMultimap();
        return new Headers(found);
    }

    String requestId(String header) {
        return header == null ? null : response.header(header);
    }

    ResponseBody body() {
        return java.util.Objects.requireNonNull(response.body());
    }

    List<String> secrets() {
        return secrets;
    }

    /** Reads the whole body. */
    void read() throws IOException {
        try (ResponseBody body = body()) {
            content = body.bytes();
        }
    }

    /** Reads what a failure says, as far as anybody will; if that cannot be read, its status has to do. */
    void readStart() {
        try (ResponseBody body = body()) {
            body.source().request(MOST_SAID);
            content = body.source()
                    .getBuffer()
                    .readByteArray(Math.min(MOST_SAID, body.source().getBuffer().size()));
        } catch (IOException error) {
            content = new byte[0];
        }
    }

    boolean isEmpty() {
        return content.length == 0;
    }

    /** The media type; empty if none is named. */
    String media() {
        String found = response.header("Content-Type");
        return found == null ? "" : found.split(";")[0].strip().toLowerCase(Locale.ROOT);
    }

    /** The body as text, by its charset if there is such a one, else as UTF-8. */
    String text() {
        String named = response.header("Content-Type");
        MediaType media = named == null ? null : MediaType.parse(named);
        Charset charset = media == null ? null : media.charset(StandardCharsets.UTF_8);
        return new String(content, charset == null ? StandardCharsets.UTF_8 : charset);
    }

    /**
     * The body as JSON.
     *
     * @throws OpenAIInvalidDataException if it is none
     */
    JsonValue json() {
        try {
            return new JsonValue(Json.parse(content));
        } catch (JsonProcessingException error) {
            throw new OpenAIInvalidDataException("The body of the answer is no JSON, or is nested too deeply ("
                    + (media().isEmpty() ? "of no type" : media()) + ").");
        }
    }

    /** The exception of a status that is no success. */
    OpenAIServiceException failure(String envelope, String requestIdHeader) {
        JsonNode said = said();
        String text = said.isTextual() ? said.textValue() : said.toString();
        String message = "Error code: " + status + (text.isEmpty() ? "" : " - " + text);
        return of(
                message.substring(0, Math.min(message.length(), MOST_SHOWN)),
                new JsonValue(inside(said, envelope)),
                requestId(requestIdHeader));
    }

    /** What is inside the error envelope, if there is one. */
    static JsonNode inside(JsonNode said, String envelope) {
        return envelope != null && said.has(envelope) ? said.get(envelope) : said;
    }

    /** What the API says: JSON if it is that, else text; never with the key in it. */
    private JsonNode said() {
        try {
            return Secrets.masked(secrets, Json.parse(content));
        } catch (JsonProcessingException error) {
            String text = Secrets.masked(secrets, text()).strip();
            return text.isEmpty() ? MissingNode.getInstance() : TextNode.valueOf(text);
        }
    }

    private OpenAIServiceException of(String message, JsonValue body, String id) {
        Headers headers = shownHeaders();
        return switch (status) {
            case 400 -> new BadRequestException(message, status, headers, body, id);
            case 401 -> new UnauthorizedException(message, status, headers, body, id);
            case 403 -> new PermissionDeniedException(message, status, headers, body, id);
            case 404 -> new NotFoundException(message, status, headers, body, id);
            case 409 -> new ConflictException(message, status, headers, body, id);
            case 422 -> new UnprocessableEntityException(message, status, headers, body, id);
            case 429 -> new RateLimitException(message, status, headers, body, id);
            default -> status >= 500
                    ? new InternalServerException(message, status, headers, body, id)
                    : new UnexpectedStatusCodeException(message, status, headers, body, id);
        };
    }
}
