package com.openai.models.images;

import com.openai.core.JsonValue;
import com.openai.core.OpenEnum;
import com.openai.core.Reading;

/** An image model. The listed ones are known to this revision; any other name is passed on as it is. */
public final class ImageModel extends OpenEnum<String> {
    /** <code>gpt-image-1.5</code> */
    public static final ImageModel GPT_IMAGE_1_5 = of("gpt-image-1.5");

    /** <code>dall-e-2</code> */
    public static final ImageModel DALL_E_2 = of("dall-e-2");

    /** <code>dall-e-3</code> */
    public static final ImageModel DALL_E_3 = of("dall-e-3");

    /** <code>gpt-image-1</code> */
    public static final ImageModel GPT_IMAGE_1 = of("gpt-image-1");

    /** <code>gpt-image-1-mini</code> */
    public static final ImageModel GPT_IMAGE_1_MINI = of("gpt-image-1-mini");

    private ImageModel(String value) {
        super(value);
    }

    /** One of the values that are known, or any other. */
    public static ImageModel of(String value) {
        return new ImageModel(value);
    }

    /** Reads a value; throws for what is of another kind. */
    public static ImageModel from(JsonValue json) {
        return of(json.convert(Reading.STRING));
    }

    /** The value as it is in JSON. */
    public String asString() {
        return raw();
    }

    /** The value for a {@code switch}; {@code _UNKNOWN} if it is not known. */
    public Value value() {
        return switch (toString()) {
            case "gpt-image-1.5" -> Value.GPT_IMAGE_1_5;
            case "dall-e-2" -> Value.DALL_E_2;
            case "dall-e-3" -> Value.DALL_E_3;
            case "gpt-image-1" -> Value.GPT_IMAGE_1;
            case "gpt-image-1-mini" -> Value.GPT_IMAGE_1_MINI;
            default -> Value._UNKNOWN;
        };
    }

    /** The value for a {@code switch}; throws if it is not known. */
    public Known known() {
        return known(Known.class, value());
    }

    /** The values that are known. */
    public enum Known {
        GPT_IMAGE_1_5,
        DALL_E_2,
        DALL_E_3,
        GPT_IMAGE_1,
        GPT_IMAGE_1_MINI
    }

    /** The values that are known, and one for all others. */
    public enum Value {
        GPT_IMAGE_1_5,
        DALL_E_2,
        DALL_E_3,
        GPT_IMAGE_1,
        GPT_IMAGE_1_MINI,
        _UNKNOWN
    }
}
