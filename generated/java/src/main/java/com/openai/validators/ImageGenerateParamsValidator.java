package com.openai.validators;

import com.fasterxml.jackson.databind.JsonNode;
import com.openai.core.Violation;
import com.openai.core.Violation.Severity;
import java.util.List;
import java.util.Set;

/** What judges <code>ImageGenerateParams</code>. */
public final class ImageGenerateParamsValidator extends Judge {
    private static final Set<String> FIELDS = Set.of(
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
    private static final Violation PROMPT_REQUIRED =
            new Violation("prompt.required", "/prompt", "prompt must be sent", Severity.ERROR, "schema");
    private static final Violation PROMPT_TYPE =
            new Violation("prompt.type", "/prompt", "prompt must be a string", Severity.ERROR, "schema");
    private static final Violation PROMPT_UNICODE =
            new Violation("prompt.unicode", "/prompt", "prompt must hold no lone surrogate", Severity.ERROR, "schema");
    private static final Violation BACKGROUND_TYPE =
            new Violation("background.type", "/background", "background must be a string", Severity.ERROR, "schema");
    private static final Set<String> BACKGROUND_VALUES = Set.of("transparent", "opaque", "auto");
    private static final Violation BACKGROUND_ENUM = new Violation(
            "background.enum",
            "/background",
            "background must be \"transparent\", \"opaque\" or \"auto\"",
            Severity.ERROR,
            "schema");
    private static final Violation MODEL_TYPE =
            new Violation("model.type", "/model", "model must be a string", Severity.ERROR, "schema");
    private static final Violation MODEL_UNICODE =
            new Violation("model.unicode", "/model", "model must hold no lone surrogate", Severity.ERROR, "schema");
    private static final Violation MODERATION_TYPE =
            new Violation("moderation.type", "/moderation", "moderation must be a string", Severity.ERROR, "schema");
    private static final Set<String> MODERATION_VALUES = Set.of("low", "auto");
    private static final Violation MODERATION_ENUM = new Violation(
            "moderation.enum", "/moderation", "moderation must be \"low\" or \"auto\"", Severity.ERROR, "schema");
    private static final Violation N_TYPE =
            new Violation("n.type", "/n", "n must be an integer", Severity.ERROR, "schema");
    private static final Violation N_MINIMUM =
            new Violation("n.minimum", "/n", "n must be at least 1", Severity.ERROR, "schema");
    private static final Violation N_MAXIMUM =
            new Violation("n.maximum", "/n", "n must be at most 10", Severity.ERROR, "schema");
    private static final Violation OUTPUT_COMPRESSION_TYPE = new Violation(
            "output_compression.type",
            "/output_compression",
            "output_compression must be an integer",
            Severity.ERROR,
            "schema");
    private static final Violation OUTPUT_FORMAT_TYPE = new Violation(
            "output_format.type", "/output_format", "output_format must be a string", Severity.ERROR, "schema");
    private static final Set<String> OUTPUT_FORMAT_VALUES = Set.of("png", "jpeg", "webp");
    private static final Violation OUTPUT_FORMAT_ENUM = new Violation(
            "output_format.enum",
            "/output_format",
            "output_format must be \"png\", \"jpeg\" or \"webp\"",
            Severity.ERROR,
            "schema");
    private static final Violation PARTIAL_IMAGES_TYPE = new Violation(
            "partial_images.type", "/partial_images", "partial_images must be an integer", Severity.ERROR, "schema");
    private static final Violation PARTIAL_IMAGES_MINIMUM = new Violation(
            "partial_images.minimum", "/partial_images", "partial_images must be at least 0", Severity.ERROR, "schema");
    private static final Violation PARTIAL_IMAGES_MAXIMUM = new Violation(
            "partial_images.maximum", "/partial_images", "partial_images must be at most 3", Severity.ERROR, "schema");
    private static final Violation QUALITY_TYPE =
            new Violation("quality.type", "/quality", "quality must be a string", Severity.ERROR, "schema");
    private static final Set<String> QUALITY_VALUES = Set.of("standard", "hd", "low", "medium", "high", "auto");
    private static final Violation QUALITY_ENUM = new Violation(
            "quality.enum",
            "/quality",
            "quality must be \"standard\", \"hd\", \"low\", \"medium\", \"high\" or \"auto\"",
            Severity.ERROR,
            "schema");
    private static final Violation RESPONSE_FORMAT_TYPE = new Violation(
            "response_format.type", "/response_format", "response_format must be a string", Severity.ERROR, "schema");
    private static final Set<String> RESPONSE_FORMAT_VALUES = Set.of("url", "b64_json");
    private static final Violation RESPONSE_FORMAT_ENUM = new Violation(
            "response_format.enum",
            "/response_format",
            "response_format must be \"url\" or \"b64_json\"",
            Severity.ERROR,
            "schema");
    private static final Violation SIZE_TYPE =
            new Violation("size.type", "/size", "size must be a string", Severity.ERROR, "schema");
    private static final Set<String> SIZE_VALUES =
            Set.of("auto", "1024x1024", "1536x1024", "1024x1536", "256x256", "512x512", "1792x1024", "1024x1792");
    private static final Violation SIZE_ENUM = new Violation(
            "size.enum",
            "/size",
            "size must be \"auto\", \"1024x1024\", \"1536x1024\", \"1024x1536\", \"256x256\", \"512x512\","
                    + " \"1792x1024\" or \"1024x1792\"",
            Severity.ERROR,
            "schema");
    private static final Violation STREAM_TYPE =
            new Violation("stream.type", "/stream", "stream must be true or false", Severity.ERROR, "schema");
    private static final Violation STYLE_TYPE =
            new Violation("style.type", "/style", "style must be a string", Severity.ERROR, "schema");
    private static final Set<String> STYLE_VALUES = Set.of("vivid", "natural");
    private static final Violation STYLE_ENUM =
            new Violation("style.enum", "/style", "style must be \"vivid\" or \"natural\"", Severity.ERROR, "schema");
    private static final Violation USER_TYPE =
            new Violation("user.type", "/user", "user must be a string", Severity.ERROR, "schema");
    private static final Violation USER_UNICODE =
            new Violation("user.unicode", "/user", "user must hold no lone surrogate", Severity.ERROR, "schema");
    private static final JsonNode SOME_GPT_IMAGE = Checks.someOf("model gpt-image");
    private static final JsonNode DEFAULT_DALL_E_2 = Checks.constant("\"dall-e-2\"");
    private static final JsonNode DEFAULT_PNG = Checks.constant("\"png\"");
    private static final JsonNode DEFAULT_FALSE = Checks.constant("false");
    private static final Set<String> MODEL_IS_GPT_IMAGE = Set.of("gpt-image-1.5", "gpt-image-1", "gpt-image-1-mini");
    private static final Violation PROMPT_LENGTH_GPT_IMAGE = new Violation(
            "prompt-length",
            "/prompt",
            "prompt must have at most 32000 characters when model is, or is assumed to be, of family gpt-image",
            Severity.ERROR,
            "images-generate.ruby, prompt");
    private static final Set<String> MODEL_IS_DALL_E_2 = Set.of("dall-e-2");
    private static final Violation PROMPT_LENGTH_DALL_E_2 = new Violation(
            "prompt-length",
            "/prompt",
            "prompt must have at most 1000 characters when model is, or is assumed to be, of family dall-e-2",
            Severity.ERROR,
            "images-generate.ruby, prompt");
    private static final Set<String> MODEL_IS_DALL_E_3 = Set.of("dall-e-3");
    private static final Violation PROMPT_LENGTH_DALL_E_3 = new Violation(
            "prompt-length",
            "/prompt",
            "prompt must have at most 4000 characters when model is, or is assumed to be, of family dall-e-3",
            Severity.ERROR,
            "images-generate.ruby, prompt");
    private static final Set<String> MODEL_IS_NOT_GPT_IMAGE = Set.of("dall-e-2", "dall-e-3");
    private static final Violation GPT_IMAGE_ONLY_BACKGROUND = new Violation(
            "gpt-image-only",
            "/background",
            "background is only allowed if model is, or is assumed to be, of family gpt-image",
            Severity.ERROR,
            "images-generate.ruby, background, moderation, output_compression, output_format, stream");
    private static final Violation GPT_IMAGE_ONLY_MODERATION = new Violation(
            "gpt-image-only",
            "/moderation",
            "moderation is only allowed if model is, or is assumed to be, of family gpt-image",
            Severity.ERROR,
            "images-generate.ruby, background, moderation, output_compression, output_format, stream");
    private static final Violation GPT_IMAGE_ONLY_OUTPUT_COMPRESSION = new Violation(
            "gpt-image-only",
            "/output_compression",
            "output_compression is only allowed if model is, or is assumed to be, of family gpt-image",
            Severity.ERROR,
            "images-generate.ruby, background, moderation, output_compression, output_format, stream");
    private static final Violation GPT_IMAGE_ONLY_OUTPUT_FORMAT = new Violation(
            "gpt-image-only",
            "/output_format",
            "output_format is only allowed if model is, or is assumed to be, of family gpt-image",
            Severity.ERROR,
            "images-generate.ruby, background, moderation, output_compression, output_format, stream");
    private static final Violation GPT_IMAGE_ONLY_STREAM = new Violation(
            "gpt-image-only",
            "/stream",
            "stream is only allowed if model is, or is assumed to be, of family gpt-image",
            Severity.ERROR,
            "images-generate.ruby, background, moderation, output_compression, output_format, stream");
    private static final Set<String> TRANSPARENT_FORMAT_EXPECTED = Set.of("transparent");
    private static final Set<String> TRANSPARENT_FORMAT_ALLOWED = Set.of("png", "webp");
    private static final Violation TRANSPARENT_FORMAT = new Violation(
            "transparent-format",
            "/output_format",
            "output_format must be \"png\" or \"webp\" when background is \"transparent\"",
            Severity.ERROR,
            "images-generate.ruby, background");
    private static final JsonNode N_ONE_ALLOWED = Checks.constant("[1]");
    private static final Violation N_ONE = new Violation(
            "n-one",
            "/n",
            "n must be 1 when model is, or is assumed to be, of family dall-e-3",
            Severity.ERROR,
            "images-generate.ruby, n");
    private static final Violation COMPRESSION_RANGE = new Violation(
            "compression-range",
            "/output_compression",
            "output_compression must be at least 0 and be at most 100",
            Severity.ERROR,
            "images-generate.ruby, output_compression");
    private static final Set<String> COMPRESSION_FORMAT_ALLOWED = Set.of("webp", "jpeg");
    private static final Violation COMPRESSION_FORMAT = new Violation(
            "compression-format",
            "/output_compression",
            "output_compression is only allowed if output_format is \"webp\" or \"jpeg\"",
            Severity.ERROR,
            "images-generate.ruby, output_compression");
    private static final JsonNode PARTIAL_IMAGES_STREAMING_ALLOWED = Checks.constant("[true]");
    private static final Violation PARTIAL_IMAGES_STREAMING = new Violation(
            "partial-images-streaming",
            "/partial_images",
            "partial_images is only allowed if stream is true",
            Severity.WARN,
            "images-generate.ruby, partial_images");
    private static final Set<String> QUALITY_VALUES_GPT_IMAGE_ALLOWED = Set.of("high", "medium", "low", "auto");
    private static final Violation QUALITY_VALUES_GPT_IMAGE = new Violation(
            "quality-values",
            "/quality",
            "quality must be \"high\", \"medium\", \"low\" or \"auto\" when model is, or is assumed to be, of family"
                    + " gpt-image",
            Severity.ERROR,
            "images-generate.ruby, quality");
    private static final Set<String> QUALITY_VALUES_DALL_E_2_ALLOWED = Set.of("standard", "auto");
    private static final Violation QUALITY_VALUES_DALL_E_2 = new Violation(
            "quality-values",
            "/quality",
            "quality must be \"standard\" or \"auto\" when model is, or is assumed to be, of family dall-e-2",
            Severity.ERROR,
            "images-generate.ruby, quality");
    private static final Set<String> QUALITY_VALUES_DALL_E_3_ALLOWED = Set.of("hd", "standard", "auto");
    private static final Violation QUALITY_VALUES_DALL_E_3 = new Violation(
            "quality-values",
            "/quality",
            "quality must be \"hd\", \"standard\" or \"auto\" when model is, or is assumed to be, of family dall-e-3",
            Severity.ERROR,
            "images-generate.ruby, quality");
    private static final Violation RESPONSE_FORMAT_MODELS = new Violation(
            "response-format-models",
            "/response_format",
            "response_format is not allowed if model is, or is assumed to be, of family gpt-image",
            Severity.ERROR,
            "images-generate.ruby, response_format");
    private static final Set<String> SIZE_VALUES_GPT_IMAGE_ALLOWED =
            Set.of("1024x1024", "1536x1024", "1024x1536", "auto");
    private static final Violation SIZE_VALUES_GPT_IMAGE = new Violation(
            "size-values",
            "/size",
            "size must be \"1024x1024\", \"1536x1024\", \"1024x1536\" or \"auto\" when model is, or is assumed to be,"
                    + " of family gpt-image",
            Severity.ERROR,
            "images-generate.ruby, size");
    private static final Set<String> SIZE_VALUES_DALL_E_2_ALLOWED = Set.of("256x256", "512x512", "1024x1024");
    private static final Violation SIZE_VALUES_DALL_E_2 = new Violation(
            "size-values",
            "/size",
            "size must be \"256x256\", \"512x512\" or \"1024x1024\" when model is, or is assumed to be, of family"
                    + " dall-e-2",
            Severity.ERROR,
            "images-generate.ruby, size");
    private static final Set<String> SIZE_VALUES_DALL_E_3_ALLOWED = Set.of("1024x1024", "1792x1024", "1024x1792");
    private static final Violation SIZE_VALUES_DALL_E_3 = new Violation(
            "size-values",
            "/size",
            "size must be \"1024x1024\", \"1792x1024\" or \"1024x1792\" when model is, or is assumed to be, of family"
                    + " dall-e-3",
            Severity.ERROR,
            "images-generate.ruby, size");
    private static final Set<String> MODEL_IS_NOT_DALL_E_3 =
            Set.of("gpt-image-1.5", "gpt-image-1", "gpt-image-1-mini", "dall-e-2");
    private static final Violation STYLE_MODELS = new Violation(
            "style-models",
            "/style",
            "style is only allowed if model is, or is assumed to be, of family dall-e-3",
            Severity.ERROR,
            "images-generate.ruby, style");

    static final ImageGenerateParamsValidator JUDGE = new ImageGenerateParamsValidator();

    private ImageGenerateParamsValidator() {
        super(FIELDS, Severity.WARN);
    }

    /** All that is wrong with a value, in order: structure, what is undeclared, rules. */
    public static List<Violation> violations(JsonNode value) {
        return JUDGE.judged(value);
    }

    @Override
    void structure(JsonNode value, String prefix, String path, Findings found) {
        JsonNode prompt = value.get("prompt");
        if (prompt == null) {
            found.add(PROMPT_REQUIRED);
        } else if (!prompt.isTextual()) {
            found.add(PROMPT_TYPE);
        } else if (Checks.hasLoneSurrogate(prompt)) {
            found.add(PROMPT_UNICODE);
        }
        JsonNode background = value.get("background");
        if (background != null && !background.isNull()) {
            if (!background.isTextual()) {
                found.add(BACKGROUND_TYPE);
            } else if (!Checks.isOneOf(background, BACKGROUND_VALUES)) {
                found.add(BACKGROUND_ENUM);
            }
        }
        JsonNode model = value.get("model");
        if (model != null && !model.isNull()) {
            if (!model.isTextual()) {
                found.add(MODEL_TYPE);
            } else if (Checks.hasLoneSurrogate(model)) {
                found.add(MODEL_UNICODE);
            }
        }
        JsonNode moderation = value.get("moderation");
        if (moderation != null && !moderation.isNull()) {
            if (!moderation.isTextual()) {
                found.add(MODERATION_TYPE);
            } else if (!Checks.isOneOf(moderation, MODERATION_VALUES)) {
                found.add(MODERATION_ENUM);
            }
        }
        JsonNode n = value.get("n");
        if (n != null && !n.isNull()) {
            if (!Checks.isInteger(n)) {
                found.add(N_TYPE);
            } else if (n.doubleValue() < 1) {
                found.add(N_MINIMUM);
            } else if (n.doubleValue() > 10) {
                found.add(N_MAXIMUM);
            }
        }
        JsonNode outputCompression = value.get("output_compression");
        if (outputCompression != null && !outputCompression.isNull()) {
            if (!Checks.isInteger(outputCompression)) {
                found.add(OUTPUT_COMPRESSION_TYPE);
            }
        }
        JsonNode outputFormat = value.get("output_format");
        if (outputFormat != null && !outputFormat.isNull()) {
            if (!outputFormat.isTextual()) {
                found.add(OUTPUT_FORMAT_TYPE);
            } else if (!Checks.isOneOf(outputFormat, OUTPUT_FORMAT_VALUES)) {
                found.add(OUTPUT_FORMAT_ENUM);
            }
        }
        JsonNode partialImages = value.get("partial_images");
        if (partialImages != null && !partialImages.isNull()) {
            if (!Checks.isInteger(partialImages)) {
                found.add(PARTIAL_IMAGES_TYPE);
            } else if (partialImages.doubleValue() < 0) {
                found.add(PARTIAL_IMAGES_MINIMUM);
            } else if (partialImages.doubleValue() > 3) {
                found.add(PARTIAL_IMAGES_MAXIMUM);
            }
        }
        JsonNode quality = value.get("quality");
        if (quality != null && !quality.isNull()) {
            if (!quality.isTextual()) {
                found.add(QUALITY_TYPE);
            } else if (!Checks.isOneOf(quality, QUALITY_VALUES)) {
                found.add(QUALITY_ENUM);
            }
        }
        JsonNode responseFormat = value.get("response_format");
        if (responseFormat != null && !responseFormat.isNull()) {
            if (!responseFormat.isTextual()) {
                found.add(RESPONSE_FORMAT_TYPE);
            } else if (!Checks.isOneOf(responseFormat, RESPONSE_FORMAT_VALUES)) {
                found.add(RESPONSE_FORMAT_ENUM);
            }
        }
        JsonNode size = value.get("size");
        if (size != null && !size.isNull()) {
            if (!size.isTextual()) {
                found.add(SIZE_TYPE);
            } else if (!Checks.isOneOf(size, SIZE_VALUES)) {
                found.add(SIZE_ENUM);
            }
        }
        JsonNode stream = value.get("stream");
        if (stream != null && !stream.isNull()) {
            if (!stream.isBoolean()) {
                found.add(STREAM_TYPE);
            }
        }
        JsonNode style = value.get("style");
        if (style != null && !style.isNull()) {
            if (!style.isTextual()) {
                found.add(STYLE_TYPE);
            } else if (!Checks.isOneOf(style, STYLE_VALUES)) {
                found.add(STYLE_ENUM);
            }
        }
        JsonNode user = value.get("user");
        if (user != null) {
            if (!user.isTextual()) {
                found.add(USER_TYPE);
            } else if (Checks.hasLoneSurrogate(user)) {
                found.add(USER_UNICODE);
            }
        }
    }

    @Override
    void rules(JsonNode value, String path, Findings found) {
        JsonNode prompt = found.read(value, "", "prompt");
        JsonNode background = found.read(value, "", "background");
        JsonNode model = found.read(value, "", "model");
        JsonNode moderation = found.read(value, "", "moderation");
        JsonNode n = found.read(value, "", "n");
        JsonNode outputCompression = found.read(value, "", "output_compression");
        JsonNode outputFormat = found.read(value, "", "output_format");
        JsonNode partialImages = found.read(value, "", "partial_images");
        JsonNode quality = found.read(value, "", "quality");
        JsonNode responseFormat = found.read(value, "", "response_format");
        JsonNode size = found.read(value, "", "size");
        JsonNode stream = found.read(value, "", "stream");
        JsonNode style = found.read(value, "", "style");
        JsonNode modelOrDefault = model;
        if (model == null) {
            if (Checks.sent(background, moderation, outputCompression, outputFormat, stream) >= 1) {
                modelOrDefault = SOME_GPT_IMAGE;
            } else if (Checks.present(background, moderation, outputCompression, outputFormat, stream) <= 0) {
                modelOrDefault = DEFAULT_DALL_E_2;
            } else {
                modelOrDefault = Checks.INVALID;
            }
        }
        JsonNode outputFormatOrDefault = outputFormat;
        if (outputFormat == null) {
            outputFormatOrDefault = DEFAULT_PNG;
        }
        JsonNode streamOrDefault = stream;
        if (stream == null) {
            streamOrDefault = DEFAULT_FALSE;
        }
        if (Checks.isSent(prompt)) {
            if ((Checks.isOneOf(modelOrDefault, MODEL_IS_GPT_IMAGE) || modelOrDefault == SOME_GPT_IMAGE)
                    && Checks.length(prompt) > 32000) {
                found.add(PROMPT_LENGTH_GPT_IMAGE, Checks.length(prompt));
            } else if (Checks.isOneOf(modelOrDefault, MODEL_IS_DALL_E_2) && Checks.length(prompt) > 1000) {
                found.add(PROMPT_LENGTH_DALL_E_2, Checks.length(prompt));
            } else if (Checks.isOneOf(modelOrDefault, MODEL_IS_DALL_E_3) && Checks.length(prompt) > 4000) {
                found.add(PROMPT_LENGTH_DALL_E_3, Checks.length(prompt));
            }
        }
        if (Checks.isOneOf(modelOrDefault, MODEL_IS_NOT_GPT_IMAGE)) {
            if (Checks.isSent(background)) {
                found.add(GPT_IMAGE_ONLY_BACKGROUND);
            }
            if (Checks.isSent(moderation)) {
                found.add(GPT_IMAGE_ONLY_MODERATION);
            }
            if (Checks.isSent(outputCompression)) {
                found.add(GPT_IMAGE_ONLY_OUTPUT_COMPRESSION);
            }
            if (Checks.isSent(outputFormat)) {
                found.add(GPT_IMAGE_ONLY_OUTPUT_FORMAT);
            }
            if (Checks.isSent(stream)) {
                found.add(GPT_IMAGE_ONLY_STREAM);
            }
        }
        if (Checks.isOneOf(background, TRANSPARENT_FORMAT_EXPECTED)
                && Checks.isKnown(outputFormatOrDefault)
                && !Checks.isOneOf(outputFormatOrDefault, TRANSPARENT_FORMAT_ALLOWED)) {
            found.add(TRANSPARENT_FORMAT);
        }
        if (Checks.isOneOf(modelOrDefault, MODEL_IS_DALL_E_3)
                && Checks.isSent(n)
                && !Checks.isOneOf(n, N_ONE_ALLOWED)) {
            found.add(N_ONE);
        }
        if (Checks.isSent(outputCompression)) {
            if (outputCompression.doubleValue() < 0 || outputCompression.doubleValue() > 100) {
                found.add(COMPRESSION_RANGE);
            }
            if (Checks.isKnown(outputFormatOrDefault)
                    && !Checks.isOneOf(outputFormatOrDefault, COMPRESSION_FORMAT_ALLOWED)) {
                found.add(COMPRESSION_FORMAT);
            }
        }
        if (Checks.isSent(partialImages)
                && Checks.isKnown(streamOrDefault)
                && !Checks.isOneOf(streamOrDefault, PARTIAL_IMAGES_STREAMING_ALLOWED)) {
            found.add(PARTIAL_IMAGES_STREAMING);
        }
        if (Checks.isSent(quality)) {
            if ((Checks.isOneOf(modelOrDefault, MODEL_IS_GPT_IMAGE) || modelOrDefault == SOME_GPT_IMAGE)
                    && !Checks.isOneOf(quality, QUALITY_VALUES_GPT_IMAGE_ALLOWED)) {
                found.add(QUALITY_VALUES_GPT_IMAGE);
            } else if (Checks.isOneOf(modelOrDefault, MODEL_IS_DALL_E_2)
                    && !Checks.isOneOf(quality, QUALITY_VALUES_DALL_E_2_ALLOWED)) {
                found.add(QUALITY_VALUES_DALL_E_2);
            } else if (Checks.isOneOf(modelOrDefault, MODEL_IS_DALL_E_3)
                    && !Checks.isOneOf(quality, QUALITY_VALUES_DALL_E_3_ALLOWED)) {
                found.add(QUALITY_VALUES_DALL_E_3);
            }
        }
        if (Checks.isSent(responseFormat)
                && (Checks.isOneOf(modelOrDefault, MODEL_IS_GPT_IMAGE) || modelOrDefault == SOME_GPT_IMAGE)) {
            found.add(RESPONSE_FORMAT_MODELS);
        }
        if (Checks.isSent(size)) {
            if ((Checks.isOneOf(modelOrDefault, MODEL_IS_GPT_IMAGE) || modelOrDefault == SOME_GPT_IMAGE)
                    && !Checks.isOneOf(size, SIZE_VALUES_GPT_IMAGE_ALLOWED)) {
                found.add(SIZE_VALUES_GPT_IMAGE);
            } else if (Checks.isOneOf(modelOrDefault, MODEL_IS_DALL_E_2)
                    && !Checks.isOneOf(size, SIZE_VALUES_DALL_E_2_ALLOWED)) {
                found.add(SIZE_VALUES_DALL_E_2);
            } else if (Checks.isOneOf(modelOrDefault, MODEL_IS_DALL_E_3)
                    && !Checks.isOneOf(size, SIZE_VALUES_DALL_E_3_ALLOWED)) {
                found.add(SIZE_VALUES_DALL_E_3);
            }
        }
        if (Checks.isSent(style)
                && (Checks.isOneOf(modelOrDefault, MODEL_IS_NOT_DALL_E_3) || modelOrDefault == SOME_GPT_IMAGE)) {
            found.add(STYLE_MODELS);
        }
    }
}
