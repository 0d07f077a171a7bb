import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.errors.OpenAIException;
import com.openai.models.images.ImageGenStreamEvent;
import com.openai.models.images.ImageGenerateParams;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Makes calls, a line of JSON each, with the generated jar; says how each ended. */
public final class Driver {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Driver() {}

    /** Reads the calls, makes all at once, and prints in order. */
    public static void main(String[] args) throws Exception {
        ExecutorService pool = Executors.newCachedThreadPool();
        List<Future<String>> calls = new ArrayList<>();
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            JsonNode asked = JSON.readTree(line);
            calls.add(pool.submit(() -> outcome(asked)));
        }
        for (Future<String> call : calls) {
            System.out.println(call.get());
        }
        System.exit(0);
    }

    private static String outcome(JsonNode asked) throws Exception {
        JsonNode request = asked.get("request");
        OpenAIOkHttpClient.Builder options = OpenAIOkHttpClient.builder()
            .apiKey("k")
            .baseUrl(asked.get("url").asText())
            .timeout(Duration.ofMillis((long) (asked.get("timeout").asDouble() * 1000)));
        asked.get("headers").fields().forEachRemaining(
            header -> options.putHeader(header.getKey(), header.getValue().asText()));
        OpenAIClient client = options.build();
        ImageGenerateParams.Builder params = ImageGenerateParams.builder()
            .prompt(request.get("prompt").asText())
            .model(request.get("model").asText())
            .size(ImageGenerateParams.Size.of(request.get("size").asText()));
        int events = 0;
        String ends = "answer";
        try {
            if (request.has("stream")) {
                params.partialImages(request.get("partial_images").asLong());
                try (StreamResponse<ImageGenStreamEvent> stream = client.images().generateStreaming(params.build())) {
                    for (var each = stream.stream().iterator(); each.hasNext(); each.next()) {
                        events += each.hasNext() ? 1 : 0;
                    }
                }
            } else {
                client.images().generate(params.build());
            }
        } catch (OpenAIException error) {
            ends = error.getClass().getSimpleName();
        }
        return JSON.createObjectNode()
            .put("id", asked.get("id").asText())
            .put("ends", ends)
            .put("events", events)
            .toString();
    }
}
