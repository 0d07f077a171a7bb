package com.openai.core;

import com.openai.errors.OpenAIException;
import com.openai.errors.OpenAIIoException;
import com.openai.errors.OpenAIRetryableException;
import com.openai.errors.OpenAITimeoutException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.zip.ZipException;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** One call from the first try to the answer: redirects, tries, failures. */
final class Exchange {
    private static final int MOST_REDIRECTS = 20;
    private static final int HIDDEN = 10_000;

    private final OkHttpClient http;
    private final Clock clock;
    private final Log log;

    /**
     * A call.
     *
     * @param request makes the request of the secrets of a try
     * @param secrets gives the secrets of a try
     * @param unread whether the body of a success is left to the caller
     * @param again whether the body can be sent twice
     * @param credentials the headers that no other server may see, in lower case
     */
    record Call(
            Function<Map<String, String>, Request> request,
            java.util.function.Supplier<Map<String, String>> secrets,
            boolean unread,
            boolean again,
            int maxRetries,
            Set<String> credentials) {}

    /** A failure that another try would meet again. */
    private static final class Lost extends IOException {
        private static final long serialVersionUID = 1L;

        Lost(String message) {
            super(message);
        }
    }

    Exchange(OkHttpClient http, Clock clock, Log log) {
        this.http = http;
        this.clock = clock;
        this.log = log;
    }

    /** The HTTP client of all calls: redirects and tries are counted here, not there. */
    static OkHttpClient quiet(OkHttpClient http) {
        return http.newBuilder()
                .followRedirects(false)
                .followSslRedirects(false)
                .addNetworkInterceptor(Exchange::hidden)
                .build();
    }

    /** OkHttp would send these again by itself, so it does not get to see the status. */
    private static Response hidden(Interceptor.Chain chain) throws IOException {
        Response response = chain.proceed(chain.request());
        int status = response.code();
        boolean repeated = status == 408 || status == 421 || status == 503;
        return repeated ? response.newBuilder().code(status + HIDDEN).build() : response;
    }

    /** Sends a request until it is answered, with success or not. Throws what keeps it from that. */
    Answer send(Call call) {
        for (int retries = 0; ; retries++) {
            Map<String, String> secrets = call.secrets().get();
            Request request = call.request().apply(secrets);
            boolean last = retries >= call.maxRetries() || !call.again();
            double started = clock.now();
            okhttp3.Headers headers = okhttp3.Headers.of();
            String why;
            try {
                Answer answer = answer(call, request, retries, secrets);
                tell(request, answer, clock.now() - started);
                if (answer.isSuccess() || last || !Retries.worth(answer.status(), answer.headers())) {
                    return answer;
                }
                headers = answer.headers();
                why = "status " + answer.status();
            } catch (OpenAIRetryableException error) {
                if (last) {
                    throw error;
                }
                why = error.getClass().getSimpleName();
            } catch (IOException error) {
                log.call(said(request) + ": " + error.getClass().getSimpleName());
                if (last || !passing(error)) {
                    throw failure(error);
                }
                why = error.getClass().getSimpleName();
            }
            double seconds = Retries.wait(retries, headers, clock.now(), clock.random());
            log.retry("retry " + (retries + 1) + " of " + said(request) + " after " + why);
            sleep(seconds);
        }
    }

    private Answer answer(Call call, Request request, int retries, Map<String, String> secrets) throws IOException {
        Response response = followed(call, request);
        int status = response.code() >= HIDDEN ? response.code() - HIDDEN : response.code();
        Answer answer = new Answer(status, response, retries, Secrets.hidden(secrets, request));
        if (!answer.isSuccess()) {
            answer.readStart();
        } else if (!call.unread()) {
            answer.read();
        }
        return answer;
    }

    private Response followed(Call call, Request first) throws IOException {
        Request request = first;
        for (int turn = 0; turn <= MOST_REDIRECTS; turn++) {
            Response response = http.newCall(request).execute();
            String location = response.header("Location");
            boolean asked =
                    switch (response.code()) {
                        case 301, 302, 303, 307, 308 -> true;
                        default -> false;
                    };
            if (!asked || location == null) {
                return response;
            }
            response.close();
            HttpUrl target = request.url().resolve(location);
            if (target == null) {
                throw new Lost("a redirect to what is no address");
            }
            Request.Builder onward = request.newBuilder().url(target);
            if (!sameOrigin(first.url(), target)) {
                call.credentials().forEach(onward::removeHeader);
            }
            if (becomesGet(response.code(), request.method())) {
                onward.method(request.method().equals("HEAD") ? "HEAD" : "GET", null)
                        .removeHeader("Content-Type");
            }
            request = onward.build();
        }
        throw new Lost("too many redirects");
    }

    private static boolean becomesGet(int status, String method) {
        return status == 303 || ((status == 301 || status == 302) && method.equals("POST"));
    }

    /** Whether two addresses lead to one server; one that takes up encryption is still the same. */
    private static boolean sameOrigin(HttpUrl one, HttpUrl other) {
        boolean upgraded = !one.isHttps() && other.isHttps() && one.port() == 80 && other.port() == 443;
        boolean same = one.scheme().equals(other.scheme()) && one.port() == other.port();
        return one.host().equals(other.host()) && (same || upgraded);
    }

    private static boolean passing(IOException error) {
        boolean interrupted = error instanceof InterruptedIOException && !isTimeout(error);
        return !interrupted && !(error instanceof Lost) && !(error instanceof ZipException);
    }

    private static boolean isTimeout(IOException error) {
        return error instanceof SocketTimeoutException || "timeout".equals(error.getMessage());
    }

    /** A failure of the HTTP library as one of this library. */
    static OpenAIException failure(IOException error) {
        if (isTimeout(error)) {
            return new OpenAITimeoutException("Request timed out.", error);
        }
        return new OpenAIIoException("Connection error.", error);
    }

    private void sleep(double seconds) {
        try {
            clock.sleep(seconds);
        } catch (InterruptedException error) {
            Thread.currentThread().interrupt();
            throw new OpenAIIoException("Interrupted before the next try.", error);
        }
    }

    private void tell(Request request, Answer answer, double seconds) {
        String text = "%s: status %d, %.3f s".formatted(said(request), answer.status(), seconds);
        log.call(text);
    }

    private static String said(Request request) {
        return request.method() + " " + request.url().encodedPath();
    }

    /** The body of a method that needs one, where there is none to send. */
    static RequestBody empty(String method) {
        return switch (method) {
            case "POST", "PUT", "PATCH", "PROPPATCH", "REPORT" -> RequestBody.create(new byte[0], null);
            default -> null;
        };
    }
}
