package com.openai.core;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A client of an API that is made up for tests. */
final class Fixture {
    static final Operation POST = Operation.of("POST", "/things").streamField("stream");
    static final Operation GET = Operation.of("GET", "/things/{id}");
    static final String KEY = "sk-secret-1234567890";

    private Fixture() {}

    static Facts facts() {
        return Facts.of("things", "things-java/1")
                .baseUrl("https://things.example/v1")
                .credential("bearer", "header", "Authorization", "Bearer ", "api_key")
                .security("bearer")
                .header("team", "Things-Team")
                .requestId("x-request-id")
                .envelope("error")
                .end("[DONE]")
                .always();
    }

    /** Options of the made-up API. */
    static final class Options extends ClientOptions.Builder<Options> {
        Options() {
            super(facts());
        }

        @Override
        protected Options self() {
            return this;
        }

        Options key(String key) {
            return option("api_key", key);
        }

        Options team(String team) {
            return option("team", team);
        }

        ClientOptions made() {
            return options();
        }
    }

    /** A clock that keeps how long was waited, and does not wait. */
    static final class Waits implements Clock {
        final List<Double> seconds = new ArrayList<>();

        @Override
        public double random() {
            return 0;
        }

        @Override
        public void sleep(double seconds) {
            this.seconds.add(seconds);
        }
    }

    static Calls calls(Loopback server, Waits waits, Consumer<Options> change) {
        Options options = new Options().key(KEY).baseUrl(server.url());
        change.accept(options);
        return new Calls(options.made(), waits);
    }

    static Calls calls(Loopback server) {
        return calls(server, new Waits(), options -> {});
    }

    static JsonValue post(Calls calls, Object body) {
        return calls.json(POST, Arguments.body(body), RequestOptions.none(), Reading.JSON)
                .parse();
    }
}
