package com.openai.models.images;

import com.openai.core.JsonValue;
import com.openai.core.Model;
import com.openai.core.Reading;
import java.util.List;
import java.util.Optional;

/** One image, as base64 text or as a link. */
public final class Image extends Model {
    private static final List<String> NAMES = List.of("b64_json", "revised_prompt", "url");

    private Image(JsonValue json) {
        super(json);
    }

    /** Reads an object; throws for what is none. */
    public static Image from(JsonValue json) {
        return new Image(json);
    }

    /** A builder with nothing set. */
    public static Builder builder() {
        return new Builder();
    }

    /** A builder with all that this object has. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /**
     * The image in base64. GPT image models always answer so, the others when <code>response_format</code> is
     * <code>b64_json</code>.
     */
    public Optional<String> b64Json() {
        return optional("b64_json", Reading.STRING);
    }

    /** The prompt as <code>dall-e-3</code> rewrote it before drawing. */
    public Optional<String> revisedPrompt() {
        return optional("revised_prompt", Reading.STRING);
    }

    /**
     * A link to the image, from <code>dall-e-2</code> and <code>dall-e-3</code> when <code>response_format</code> is
     * <code>url</code>, which is the default.
     */
    public Optional<String> url() {
        return optional("url", Reading.STRING);
    }

    @Override
    protected List<String> names() {
        return NAMES;
    }

    /** Makes an object. */
    public static final class Builder extends Model.Builder<Builder> {
        private Builder() {}

        private Builder(Image from) {
            super(from);
        }

        @Override
        protected Builder self() {
            return this;
        }

        /**
         * The image in base64. GPT image models always answer so, the others when <code>response_format</code> is
         * <code>b64_json</code>.
         */
        public Builder b64Json(String b64Json) {
            return set("b64_json", b64Json);
        }

        /** The prompt as <code>dall-e-3</code> rewrote it before drawing. */
        public Builder revisedPrompt(String revisedPrompt) {
            return set("revised_prompt", revisedPrompt);
        }

        /**
         * A link to the image, from <code>dall-e-2</code> and <code>dall-e-3</code> when <code>response_format</code>
         * is <code>url</code>, which is the default.
         */
        public Builder url(String url) {
            return set("url", url);
        }

        /** The object; throws if a required property is not set. */
        public Image build() {
            JsonValue made = made();
            return new Image(made);
        }
    }
}
