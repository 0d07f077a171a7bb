package com.openai.models.images;

import com.openai.core.JsonValue;
import com.openai.core.Model;
import com.openai.core.OpenEnum;
import com.openai.core.Reading;
import java.util.List;

/** An unfinished image, on the way to the final one. */
public final class ImageGenPartialImageEvent extends Model {
    private static final List<String> NAMES = List.of(
            "b64_json", "background", "created_at", "output_format", "partial_image_index", "quality", "size", "type");

    private ImageGenPartialImageEvent(JsonValue json) {
        super(json);
    }

    /** Reads an object; throws for what is none. */
    public static ImageGenPartialImageEvent from(JsonValue json) {
        return new ImageGenPartialImageEvent(json);
    }

    /** A builder with nothing set. */
    public static Builder builder() {
        return new Builder();
    }

    /** A builder with all that this object has. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** The unfinished image in base64. */
    public String b64Json() {
        return required("b64_json", Reading.STRING);
    }

    /** The background that was asked for. */
    public Background background() {
        return required("background", Background::from);
    }

    /** When the event was created, in Unix seconds. */
    public long createdAt() {
        return required("created_at", Reading.LONG);
    }

    /** The file format that was asked for. */
    public OutputFormat outputFormat() {
        return required("output_format", OutputFormat::from);
    }

    /** Which unfinished image this is, counted from 0. */
    public long partialImageIndex() {
        return required("partial_image_index", Reading.LONG);
    }

    /** The quality that was asked for. */
    public Quality quality() {
        return required("quality", Quality::from);
    }

    /** Width and height that were asked for, in pixels. */
    public Size size() {
        return required("size", Size::from);
    }

    /** Tells this event from the others. */
    public JsonValue _type() {
        return _property("type");
    }

    @Override
    protected List<String> names() {
        return NAMES;
    }

    /** Makes an object. */
    public static final class Builder extends Model.Builder<Builder> {
        private Builder() {
            set("type", "image_generation.partial_image");
        }

        private Builder(ImageGenPartialImageEvent from) {
            super(from);
        }

        @Override
        protected Builder self() {
            return this;
        }

        /** The unfinished image in base64. */
        public Builder b64Json(String b64Json) {
            return set("b64_json", b64Json);
        }

        /** The background that was asked for. */
        public Builder background(Background background) {
            return set("background", background);
        }

        /** When the event was created, in Unix seconds. */
        public Builder createdAt(long createdAt) {
            return set("created_at", createdAt);
        }

        /** The file format that was asked for. */
        public Builder outputFormat(OutputFormat outputFormat) {
            return set("output_format", outputFormat);
        }

        /** Which unfinished image this is, counted from 0. */
        public Builder partialImageIndex(long partialImageIndex) {
            return set("partial_image_index", partialImageIndex);
        }

        /** The quality that was asked for. */
        public Builder quality(Quality quality) {
            return set("quality", quality);
        }

        /** Width and height that were asked for, in pixels. */
        public Builder size(Size size) {
            return set("size", size);
        }

        /** The object; throws if a required property is not set. */
        public ImageGenPartialImageEvent build() {
            JsonValue made = made(
                    "b64_json", "background", "created_at", "output_format", "partial_image_index", "quality", "size");
            return new ImageGenPartialImageEvent(made);
        }
    }

    /** The background that was asked for. */
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

    /** The file format that was asked for. */
    public static final class OutputFormat extends OpenEnum<String> {
        /** <code>png</code> */
        public static final OutputFormat PNG = of("png");

        /** <code>webp</code> */
        public static final OutputFormat WEBP = of("webp");

        /** <code>jpeg</code> */
        public static final OutputFormat JPEG = of("jpeg");

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
                case "webp" -> Value.WEBP;
                case "jpeg" -> Value.JPEG;
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
            WEBP,
            JPEG
        }

        /** The values that are known, and one for all others. */
        public enum Value {
            PNG,
            WEBP,
            JPEG,
            _UNKNOWN
        }
    }

    /** The quality that was asked for. */
    public static final class Quality extends OpenEnum<String> {
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
            LOW,
            MEDIUM,
            HIGH,
            AUTO
        }

        /** The values that are known, and one for all others. */
        public enum Value {
            LOW,
            MEDIUM,
            HIGH,
            AUTO,
            _UNKNOWN
        }
    }

    /** Width and height that were asked for, in pixels. */
    public static final class Size extends OpenEnum<String> {
        /** <code>1024x1024</code> */
        public static final Size _1024X1024 = of("1024x1024");

        /** <code>1024x1536</code> */
        public static final Size _1024X1536 = of("1024x1536");

        /** <code>1536x1024</code> */
        public static final Size _1536X1024 = of("1536x1024");

        /** <code>auto</code> */
        public static final Size AUTO = of("auto");

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
                case "1024x1024" -> Value._1024X1024;
                case "1024x1536" -> Value._1024X1536;
                case "1536x1024" -> Value._1536X1024;
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
            _1024X1024,
            _1024X1536,
            _1536X1024,
            AUTO
        }

        /** The values that are known, and one for all others. */
        public enum Value {
            _1024X1024,
            _1024X1536,
            _1536X1024,
            AUTO,
            _UNKNOWN
        }
    }
}
