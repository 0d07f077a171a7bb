package com.openai.models.images;

import com.openai.core.JsonValue;
import com.openai.core.Model;
import com.openai.core.OpenEnum;
import com.openai.core.Reading;
import java.util.List;
import java.util.Optional;

/** What to draw, and how. */
public final class ImageGenerateParams extends Model {
    private static final List<String> NAMES = List.of(
            "prompt",
            "background",
            "model",
            "moderation",
            "n",
            "output_compression",
            "output_format",
            "partial_images",
            "quality",
            "response_format",
            "size",
            "stream",
            "style",
            "user");

    private ImageGenerateParams(JsonValue json) {
        super(json);
    }

    /** Reads an object; throws for what is none. */
    public static ImageGenerateParams from(JsonValue json) {
        return new ImageGenerateParams(json);
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
     * What the images should show, in words.
     *
     * <p>Must have at most 32000 characters when model is, or is assumed to be, of family gpt-image. Must have at most
     * 1000 characters when model is, or is assumed to be, of family dall-e-2. Must have at most 4000 characters when
     * model is, or is assumed to be, of family dall-e-3.
     */
    public String prompt() {
        return required("prompt", Reading.STRING);
    }

    /**
     * How the background is filled. With <code>auto</code> the model picks what suits the image best.
     *
     * <p>Only allowed if model is, or is assumed to be, of family gpt-image.
     *
     * <p>Default: "auto", assumed by the server.
     */
    public Optional<Background> background() {
        return optional("background", Background::from);
    }

    /**
     * The model that draws. When absent, <code>dall-e-2</code> is used, or a GPT image model as soon as a parameter
     * that only those have is sent.
     */
    public Optional<ImageModel> model() {
        return optional("model", ImageModel::from);
    }

    /**
     * How strictly content is moderated; <code>low</code> filters less.
     *
     * <p>Only allowed if model is, or is assumed to be, of family gpt-image.
     *
     * <p>Default: "auto", assumed by the server.
     */
    public Optional<Moderation> moderation() {
        return optional("moderation", Moderation::from);
    }

    /**
     * How many images to draw.
     *
     * <p>Must be at least 1. Must be at most 10. Must be 1 when model is, or is assumed to be, of family dall-e-3.
     */
    public Optional<Long> n() {
        return optional("n", Reading.LONG);
    }

    /**
     * Compression level of the images, in percent.
     *
     * <p>Only allowed if model is, or is assumed to be, of family gpt-image. Must be at least 0 and be at most 100.
     * Only allowed if output_format is "webp" or "jpeg".
     *
     * <p>Default: 100, assumed by the server.
     */
    public Optional<Long> outputCompression() {
        return optional("output_compression", Reading.LONG);
    }

    /**
     * File format of the images.
     *
     * <p>Only allowed if model is, or is assumed to be, of family gpt-image. Must be "png" or "webp" when background is
     * "transparent".
     *
     * <p>Default: "png", assumed by the server.
     */
    public Optional<OutputFormat> outputFormat() {
        return optional("output_format", OutputFormat::from);
    }

    /**
     * How many unfinished images a stream shows on the way. With 0 the finished image comes in a single event. Fewer
     * may arrive if the image is finished sooner.
     *
     * <p>Must be at least 0. Must be at most 3. Only allowed if stream is true (a warning).
     */
    public Optional<Long> partialImages() {
        return optional("partial_images", Reading.LONG);
    }

    /**
     * How much care goes into the images. With <code>auto</code> the best quality of the model is used.
     *
     * <p>Must be "high", "medium", "low" or "auto" when model is, or is assumed to be, of family gpt-image. Must be
     * "standard" or "auto" when model is, or is assumed to be, of family dall-e-2. Must be "hd", "standard" or "auto"
     * when model is, or is assumed to be, of family dall-e-3.
     *
     * <p>Default: "auto", assumed by the server.
     */
    public Optional<Quality> quality() {
        return optional("quality", Quality::from);
    }

    /**
     * Whether images come as links, which work for 60 minutes, or as base64 text. GPT image models always answer with
     * base64.
     *
     * <p>Not allowed if model is, or is assumed to be, of family gpt-image.
     *
     * <p>Default: "url", assumed by the server.
     */
    public Optional<ResponseFormat> responseFormat() {
        return optional("response_format", ResponseFormat::from);
    }

    /**
     * Width and height of the images, in pixels; 1536x1024 is landscape, 1024x1536 portrait. <code>auto</code> is what
     * GPT image models go by when it is left out.
     *
     * <p>Must be "1024x1024", "1536x1024", "1024x1536" or "auto" when model is, or is assumed to be, of family
     * gpt-image. Must be "256x256", "512x512" or "1024x1024" when model is, or is assumed to be, of family dall-e-2.
     * Must be "1024x1024", "1792x1024" or "1024x1792" when model is, or is assumed to be, of family dall-e-3.
     */
    public Optional<Size> size() {
        return optional("size", Size::from);
    }

    /**
     * Whether the answer is an event stream.
     *
     * <p>Only allowed if model is, or is assumed to be, of family gpt-image.
     *
     * <p>Default: false, assumed by the server.
     */
    public Optional<Boolean> stream() {
        return optional("stream", Reading.BOOLEAN);
    }

    /**
     * <code>vivid</code> leans towards the dramatic and hyper-real, <code>natural</code> towards the plain and
     * lifelike.
     *
     * <p>Only allowed if model is, or is assumed to be, of family dall-e-3.
     */
    public Optional<Style> style() {
        return optional("style", Style::from);
    }

    /** An identifier that stands for one end user of yours; it helps to monitor and detect abuse. */
    public Optional<String> user() {
        return optional("user", Reading.STRING);
    }

    @Override
    protected List<String> names() {
        return NAMES;
    }

    /** Makes an object. */
    public static final class Builder extends Model.Builder<Builder> {
        private Builder() {}

        private Builder(ImageGenerateParams from) {
            super(from);
        }

        @Override
        protected Builder self() {
            return this;
        }

        /**
         * What the images should show, in words.
         *
         * <p>Must have at most 32000 characters when model is, or is assumed to be, of family gpt-image. Must have at
         * most 1000 characters when model is, or is assumed to be, of family dall-e-2. Must have at most 4000
         * characters when model is, or is assumed to be, of family dall-e-3.
         */
        public Builder prompt(String prompt) {
            return set("prompt", prompt);
        }

        /**
         * How the background is filled. With <code>auto</code> the model picks what suits the image best.
         *
         * <p>Only allowed if model is, or is assumed to be, of family gpt-image.
         *
         * <p>Default: "auto", assumed by the server.
         */
        public Builder background(Background background) {
            return set("background", background);
        }

        /**
         * The model that draws. When absent, <code>dall-e-2</code> is used, or a GPT image model as soon as a parameter
         * that only those have is sent.
         */
        public Builder model(ImageModel model) {
            return set("model", model);
        }

        /** Sets <code>model</code> to what may stand for it. */
        public Builder model(String model) {
            return set("model", model);
        }

        /**
         * How strictly content is moderated; <code>low</code> filters less.
         *
         * <p>Only allowed if model is, or is assumed to be, of family gpt-image.
         *
         * <p>Default: "auto", assumed by the server.
         */
        public Builder moderation(Moderation moderation) {
            return set("moderation", moderation);
        }

        /**
         * How many images to draw.
         *
         * <p>Must be at least 1. Must be at most 10. Must be 1 when model is, or is assumed to be, of family dall-e-3.
         */
        public Builder n(long n) {
            return set("n", n);
        }

        /** Sets <code>n</code>. */
        public Builder n(Long n) {
            return set("n", n);
        }

        /**
         * Compression level of the images, in percent.
         *
         * <p>Only allowed if model is, or is assumed to be, of family gpt-image. Must be at least 0 and be at most 100.
         * Only allowed if output_format is "webp" or "jpeg".
         *
         * <p>Default: 100, assumed by the server.
         */
        public Builder outputCompression(long outputCompression) {
            return set("output_compression", outputCompression);
        }

        /** Sets <code>outputCompression</code>. */
        public Builder outputCompression(Long outputCompression) {
            return set("output_compression", outputCompression);
        }

        /**
         * File format of the images.
         *
         * <p>Only allowed if model is, or is assumed to be, of family gpt-image. Must be "png" or "webp" when
         * background is "transparent".
         *
         * <p>Default: "png", assumed by the server.
         */
        public Builder outputFormat(OutputFormat outputFormat) {
            return set("output_format", outputFormat);
        }

        /**
         * How many unfinished images a stream shows on the way. With 0 the finished image comes in a single event.
         * Fewer may arrive if the image is finished sooner.
         *
         * <p>Must be at least 0. Must be at most 3. Only allowed if stream is true (a warning).
         */
        public Builder partialImages(long partialImages) {
            return set("partial_images", partialImages);
        }

        /** Sets <code>partialImages</code>. */
        public Builder partialImages(Long partialImages) {
            return set("partial_images", partialImages);
        }

        /**
         * How much care goes into the images. With <code>auto</code> the best quality of the model is used.
         *
         * <p>Must be "high", "medium", "low" or "auto" when model is, or is assumed to be, of family gpt-image. Must be
         * "standard" or "auto" when model is, or is assumed to be, of family dall-e-2. Must be "hd", "standard" or
         * "auto" when model is, or is assumed to be, of family dall-e-3.
         *
         * <p>Default: "auto", assumed by the server.
         */
        public Builder quality(Quality quality) {
            return set("quality", quality);
        }

        /**
         * Whether images come as links, which work for 60 minutes, or as base64 text. GPT image models always answer
         * with base64.
         *
         * <p>Not allowed if model is, or is assumed to be, of family gpt-image.
         *
         * <p>Default: "url", assumed by the server.
         */
        public Builder responseFormat(ResponseFormat responseFormat) {
            return set("response_format", responseFormat);
        }

        /**
         * Width and height of the images, in pixels; 1536x1024 is landscape, 1024x1536 portrait. <code>auto</code> is
         * what GPT image models go by when it is left out.
         *
         * <p>Must be "1024x1024", "1536x1024", "1024x1536" or "auto" when model is, or is assumed to be, of family
         * gpt-image. Must be "256x256", "512x512" or "1024x1024" when model is, or is assumed to be, of family
         * dall-e-2. Must be "1024x1024", "1792x1024" or "1024x1792" when model is, or is assumed to be, of family
         * dall-e-3.
         */
        public Builder size(Size size) {
            return set("size", size);
        }

        /**
         * Whether the answer is an event stream.
         *
         * <p>Only allowed if model is, or is assumed to be, of family gpt-image.
         *
         * <p>Default: false, assumed by the server.
         */
        public Builder stream(boolean stream) {
            return set("stream", stream);
        }

        /** Sets <code>stream</code>. */
        public Builder stream(Boolean stream) {
            return set("stream", stream);
        }

        /**
         * <code>vivid</code> leans towards the dramatic and hyper-real, <code>natural</code> towards the plain and
         * lifelike.
         *
         * <p>Only allowed if model is, or is assumed to be, of family dall-e-3.
         */
        public Builder style(Style style) {
            return set("style", style);
        }

        /** An identifier that stands for one end user of yours; it helps to monitor and detect abuse. */
        public Builder user(String user) {
            return set("user", user);
        }

        /** The object; throws if a required property is not set. */
        public ImageGenerateParams build() {
            JsonValue made = made("prompt");
            return new ImageGenerateParams(made);
        }
    }

    /** How the background is filled. With <code>auto</code> the model picks what suits the image best. */
    public static final class Background extends OpenEnum<String> {
        /** <code>transparent</code> */
        public static final Background TRANSPARENT = of("transparent");

        /** <code>opaque</code> */
        public static final Background OPAQUE = of("opaque");

        /** <code>auto</code> */
        public static final Background AUTO = of("auto");

        private Background(String value) {
            super(value);
        }

        /** One of the values that are known, or any other. */
        public static Background of(String value) {
            return new Background(value);
        }

        /** Reads a value; throws for what is of another kind. */
        public static Background from(JsonValue json) {
            return of(json.convert(Reading.STRING));
        }

        /** The value as it is in JSON. */
        public String asString() {
            return raw();
        }

        /** The value for a {@code switch}; {@code _UNKNOWN} if it is not known. */
        public Value value() {
            return switch (toString()) {
                case "transparent" -> Value.TRANSPARENT;
                case "opaque" -> Value.OPAQUE;
                case "auto" -> Value.AUTO;
                default -> Value._UNKNOWN;
            };
        }

        /** The value for a {@code switch}; throws if it is not known. */
        public Known known() {
            return known(Known.class, value());
        }

        /** The values that are known. */
        public enum Known {
            TRANSPARENT,
            OPAQUE,
            AUTO
        }

        /** The values that are known, and one for all others. */
        public enum Value {
            TRANSPARENT,
            OPAQUE,
            AUTO,
            _UNKNOWN
        }
    }

    /** How strictly content is moderated; <code>low</code> filters less. */
    public static final class Moderation extends OpenEnum<String> {
        /** <code>low</code> */
        public static final Moderation LOW = of("low");

        /** <code>auto</code> */
        public static final Moderation AUTO = of("auto");

        private Moderation(String value) {
            super(value);
        }

        /** One of the values that are known, or any other. */
        public static Moderation of(String value) {
            return new Moderation(value);
        }

        /** Reads a value; throws for what is of another kind. */
        public static Moderation from(JsonValue json) {
            return of(json.convert(Reading.STRING));
        }

        /** The value as it is in JSON. */
        public String asString() {
            return raw();
        }

        /** The value for a {@code switch}; {@code _UNKNOWN} if it is not known. */
        public Value value() {
            return switch (toString()) {
                case "low" -> Value.LOW;
                case "auto" -> Value.AUTO;
                default -> Value._UNKNOWN;
            };
        }

        /** The value for a {@code switch}; throws if it is not known. */
        public Known known() {
            return known(Known.class, value());
        }

        /** The values that are known. */
        public enum Known {
            LOW,
            AUTO
        }

        /** The values that are known, and one for all others. */
        public enum Value {
            LOW,
            AUTO,
            _UNKNOWN
        }
    }

    /** File format of the images. */
    public static final class OutputFormat extends OpenEnum<String> {
        /** <code>png</code> */
        public static final OutputFormat PNG = of("png");

        /** <code>jpeg</code> */
        public static final OutputFormat JPEG = of("jpeg");

        /** <code>webp</code> */
        public static final OutputFormat WEBP = of("webp");

        private OutputFormat(String value) {
            super(value);
        }

        /** One of the values that are known, or any other. */
        public static OutputFormat of(String value) {
            return new OutputFormat(value);
        }

        /** Reads a value; throws for what is of another kind. */
        public static OutputFormat from(JsonValue json) {
            return of(json.convert(Reading.STRING));
        }

        /** The value as it is in JSON. */
        public String asString() {
            return raw();
        }

        /** The value for a {@code switch}; {@code _UNKNOWN} if it is not known. */
        public Value value() {
            return switch (toString()) {
                case "png" -> Value.PNG;
                case "jpeg" -> Value.JPEG;
                case "webp" -> Value.WEBP;
                default -> Value._UNKNOWN;
            };
        }

        /** The value for a {@code switch}; throws if it is not known. */
        public Known known() {
            return known(Known.class, value());
        }

        /** The values that are known. */
        public enum Known {
            PNG,
            JPEG,
            WEBP
        }

        /** The values that are known, and one for all others. */
        public enum Value {
            PNG,
            JPEG,
            WEBP,
            _UNKNOWN
        }
    }

    /** How much care goes into the images. With <code>auto</code> the best quality of the model is used. */
    public static final class Quality extends OpenEnum<String> {
        /** <code>standard</code> */
        public static final Quality STANDARD = of("standard");

        /** <code>hd</code> */
        public static final Quality HD = of("hd");

        /** <code>low</code> */
        public static final Quality LOW = of("low");

        /** <code>medium</code> */
        public static final Quality MEDIUM = of("medium");

        /** <code>high</code> */
        public static final Quality HIGH = of("high");

        /** <code>auto</code> */
        public static final Quality AUTO = of("auto");

        private Quality(String value) {
            super(value);
        }

        /** One of the values that are known, or any other. */
        public static Quality of(String value) {
            return new Quality(value);
        }

        /** Reads a value; throws for what is of another kind. */
        public static Quality from(JsonValue json) {
            return of(json.convert(Reading.STRING));
        }

        /** The value as it is in JSON. */
        public String asString() {
            return raw();
        }

        /** The value for a {@code switch}; {@code _UNKNOWN} if it is not known. */
        public Value value() {
            return switch (toString()) {
                case "standard" -> Value.STANDARD;
                case "hd" -> Value.HD;
                case "low" -> Value.LOW;
                case "medium" -> Value.MEDIUM;
                case "high" -> Value.HIGH;
                case "auto" -> Value.AUTO;
                default -> Value._UNKNOWN;
            };
        }

        /** The value for a {@code switch}; throws if it is not known. */
        public Known known() {
            return known(Known.class, value());
        }

        /** The values that are known. */
        public enum Known {
            STANDARD,
            HD,
            LOW,
            MEDIUM,
            HIGH,
            AUTO
        }

        /** The values that are known, and one for all others. */
        public enum Value {
            STANDARD,
            HD,
            LOW,
            MEDIUM,
            HIGH,
            AUTO,
            _UNKNOWN
        }
    }

    /**
     * Whether images come as links, which work for 60 minutes, or as base64 text. GPT image models always answer with
     * base64.
     */
    public static final class ResponseFormat extends OpenEnum<String> {
        /** <code>url</code> */
        public static final ResponseFormat URL = of("url");

        /** <code>b64_json</code> */
        public static final ResponseFormat B64_JSON = of("b64_json");

        private ResponseFormat(String value) {
            super(value);
        }

        /** One of the values that are known, or any other. */
        public static ResponseFormat of(String value) {
            return new ResponseFormat(value);
        }

        /** Reads a value; throws for what is of another kind. */
        public static ResponseFormat from(JsonValue json) {
            return of(json.convert(Reading.STRING));
        }

        /** The value as it is in JSON. */
        public String asString() {
            return raw();
        }

        /** The value for a {@code switch}; {@code _UNKNOWN} if it is not known. */
        public Value value() {
            return switch (toString()) {
                case "url" -> Value.URL;
                case "b64_json" -> Value.B64_JSON;
                default -> Value._UNKNOWN;
            };
        }

        /** The value for a {@code switch}; throws if it is not known. */
        public Known known() {
            return known(Known.class, value());
        }

        /** The values that are known. */
        public enum Known {
            URL,
            B64_JSON
        }

        /** The values that are known, and one for all others. */
        public enum Value {
            URL,
            B64_JSON,
            _UNKNOWN
        }
    }

    /**
     * Width and height of the images, in pixels; 1536x1024 is landscape, 1024x1536 portrait. <code>auto</code> is what
     * GPT image models go by when it is left out.
     */
    public static final class Size extends OpenEnum<String> {
        /** <code>auto</code> */
        public static final Size AUTO = of("auto");

        /** <code>1024x1024</code> */
        public static final Size _1024X1024 = of("1024x1024");

        /** <code>1536x1024</code> */
        public static final Size _1536X1024 = of("1536x1024");

        /** <code>1024x1536</code> */
        public static final Size _1024X1536 = of("1024x1536");

        /** <code>256x256</code> */
        public static final Size _256X256 = of("256x256");

        /** <code>512x512</code> */
        public static final Size _512X512 = of("512x512");

        /** <code>1792x1024</code> */
        public static final Size _1792X1024 = of("1792x1024");

        /** <code>1024x1792</code> */
        public static final Size _1024X1792 = of("1024x1792");

        private Size(String value) {
            super(value);
        }

        /** One of the values that are known, or any other. */
        public static Size of(String value) {
            return new Size(value);
        }

        /** Reads a value; throws for what is of another kind. */
        public static Size from(JsonValue json) {
            return of(json.convert(Reading.STRING));
        }

        /** The value as it is in JSON. */
        public String asString() {
            return raw();
        }

        /** The value for a {@code switch}; {@code _UNKNOWN} if it is not known. */
        public Value value() {
            return switch (toString()) {
                case "auto" -> Value.AUTO;
                case "1024x1024" -> Value._1024X1024;
                case "1536x1024" -> Value._1536X1024;
                case "1024x1536" -> Value._1024X1536;
                case "256x256" -> Value._256X256;
                case "512x512" -> Value._512X512;
                case "1792x1024" -> Value._1792X1024;
                case "1024x1792" -> Value._1024X1792;
                default -> Value._UNKNOWN;
            };
        }

        /** The value for a {@code switch}; throws if it is not known. */
        public Known known() {
            return known(Known.class, value());
        }

        /** The values that are known. */
        public enum Known {
            AUTO,
            _1024X1024,
            _1536X1024,
            _1024X1536,
            _256X256,
            _512X512,
            _1792X1024,
            _1024X1792
        }

        /** The values that are known, and one for all others. */
        public enum Value {
            AUTO,
            _1024X1024,
            _1536X1024,
            _1024X1536,
            _256X256,
            _512X512,
            _1792X1024,
            _1024X1792,
            _UNKNOWN
        }
    }

    /**
     * <code>vivid</code> leans towards the dramatic and hyper-real, <code>natural</code> towards the plain and
     * lifelike.
     */
    public static final class Style extends OpenEnum<String> {
        /** <code>vivid</code> */
        public static final Style VIVID = of("vivid");

        /** <code>natural</code> */
        public static final Style NATURAL = of("natural");

        private Style(String value) {
            super(value);
        }

        /** One of the values that are known, or any other. */
        public static Style of(String value) {
            return new Style(value);
        }

        /** Reads a value; throws for what is of another kind. */
        public static Style from(JsonValue json) {
            return of(json.convert(Reading.STRING));
        }

        /** The value as it is in JSON. */
        public String asString() {
            return raw();
        }

        /** The value for a {@code switch}; {@code _UNKNOWN} if it is not known. */
        public Value value() {
            return switch (toString()) {
                case "vivid" -> Value.VIVID;
                case "natural" -> Value.NATURAL;
                default -> Value._UNKNOWN;
            };
        }

        /** The value for a {@code switch}; throws if it is not known. */
        public Known known() {
            return known(Known.class, value());
        }

        /** The values that are known. */
        public enum Known {
            VIVID,
            NATURAL
        }

        /** The values that are known, and one for all others. */
        public enum Value {
            VIVID,
            NATURAL,
            _UNKNOWN
        }
    }
}
