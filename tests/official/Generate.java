import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.models.images.Image;
import com.openai.models.images.ImageGenStreamEvent;
import com.openai.models.images.ImageGenerateParams;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.util.List;

/**
 * Requests on stdin (JSON Lines), what a Java client made of the answers on stdout. The same source is compiled with
 * the official client and with the generated one; only the names of the arms of a union differ.
 */
public final class Generate {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Generate() {}

    /** Makes the calls one after the other. */
    public static void main(String[] args) throws Exception {
        OpenAIClient client = OpenAIOkHttpClient.fromEnv();
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            JsonNode request = JSON.readTree(line);
            ObjectNode found = JSON.createObjectNode().put("version", args[0]).put("same", true);
            if (request.path("stream").asBoolean()) {
                streamed(client, params(request), found.putArray("events"));
            } else {
                plain(client, params(request), found.putArray("images"));
            }
            System.out.println(found);
        }
        System.exit(0);
    }

    private static void plain(OpenAIClient client, ImageGenerateParams params, ArrayNode found) {
        for (Image image : client.images().generate(params).data().orElse(List.of())) {
            found.addObject()
                .put("b64_json", image.b64Json().orElse(null))
                .put("url", image.url().orElse(null));
        }
    }

    private static void streamed(OpenAIClient client, ImageGenerateParams params, ArrayNode found) {
        try (StreamResponse<ImageGenStreamEvent> events = client.images().generateStreaming(params)) {
            events.stream().forEach(event -> {
                event.generationPartialImage().ifPresent(partial -> found.addObject()
                    .put("type", "image_generation.partial_image")
                    .put("b64_json", partial.b64Json())
                    .put("size", partial.size().asString()));
                event.generationCompleted().ifPresent(completed -> found.addObject()
                    .put("type", "image_generation.completed")
                    .put("b64_json", completed.b64Json())
                    .put("size", completed.size().asString()));
            });
        }
    }

    private static ImageGenerateParams params(JsonNode request) {
        ImageGenerateParams.Builder params = ImageGenerateParams.builder().prompt(request.get("prompt").asText());
        request.fields().forEachRemaining(field -> {
            String text = field.getValue().asText();
            long number = field.getValue().asLong();
            switch (field.getKey()) {
                case "model" -> params.model(text);
                case "size" -> params.size(ImageGenerateParams.Size.of(text));
                case "quality" -> params.quality(ImageGenerateParams.Quality.of(text));
                case "background" -> params.background(ImageGenerateParams.Background.of(text));
                case "output_format" -> params.outputFormat(ImageGenerateParams.OutputFormat.of(text));
                case "response_format" -> params.responseFormat(ImageGenerateParams.ResponseFormat.of(text));
                case "output_compression" -> params.outputCompression(number);
                case "partial_images" -> params.partialImages(number);
                case "n" -> params.n(number);
                case "prompt", "stream" -> {}
                default -> throw new IllegalArgumentException(field.getKey());
            }
        });
        return params.build();
    }
}
