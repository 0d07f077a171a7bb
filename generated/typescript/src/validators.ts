/** Says what is wrong with requests. Generated; do not edit. */

import {
  ConstraintError,
  type Findings,
  INVALID,
  type Place,
  type Shape,
  SomeOf,
  type Violation,
  atLeast,
  atMost,
  isKnown,
  isSent,
  isSomeOf,
  judge,
  row,
  schema,
} from "./core/constraints.js";
import { ArgumentError } from "./core/errors.js";
import {
  type JSONObject,
  isBoolean,
  isInteger,
  isString,
  isUnicode,
  length,
  num,
  own,
} from "./core/values.js";

export { ConstraintError, type Violation };

const PROMPT_TYPE = schema("prompt.type", "prompt must be a string");
const PROMPT_UNICODE = schema(
  "prompt.unicode",
  "prompt must hold no lone surrogate",
);
const PROMPT_REQUIRED = schema("prompt.required", "prompt must be sent");
const BACKGROUND_TYPE = schema(
  "background.type",
  "background must be a string",
);
const BACKGROUND_VALUES = new Set<unknown>(["transparent", "opaque", "auto"]);
const BACKGROUND_ENUM = schema(
  "background.enum",
  'background must be "transparent", "opaque" or "auto"',
);
const MODEL_TYPE = schema("model.type", "model must be a string");
const MODEL_UNICODE = schema(
  "model.unicode",
  "model must hold no lone surrogate",
);
const MODERATION_TYPE = schema(
  "moderation.type",
  "moderation must be a string",
);
const MODERATION_VALUES = new Set<unknown>(["low", "auto"]);
const MODERATION_ENUM = schema(
  "moderation.enum",
  'moderation must be "low" or "auto"',
);
const N_TYPE = schema("n.type", "n must be an integer");
const N_MINIMUM = schema("n.minimum", "n must be at least 1");
const N_MAXIMUM = schema("n.maximum", "n must be at most 10");
const OUTPUT_COMPRESSION_TYPE = schema(
  "output_compression.type",
  "output_compression must be an integer",
);
const OUTPUT_FORMAT_TYPE = schema(
  "output_format.type",
  "output_format must be a string",
);
const OUTPUT_FORMAT_VALUES = new Set<unknown>(["png", "jpeg", "webp"]);
const OUTPUT_FORMAT_ENUM = schema(
  "output_format.enum",
  'output_format must be "png", "jpeg" or "webp"',
);
const PARTIAL_IMAGES_TYPE = schema(
  "partial_images.type",
  "partial_images must be an integer",
);
const PARTIAL_IMAGES_MINIMUM = schema(
  "partial_images.minimum",
  "partial_images must be at least 0",
);
const PARTIAL_IMAGES_MAXIMUM = schema(
  "partial_images.maximum",
  "partial_images must be at most 3",
);
const QUALITY_TYPE = schema("quality.type", "quality must be a string");
const QUALITY_VALUES = new Set<unknown>([
  "standard",
  "hd",
  "low",
  "medium",
  "high",
  "auto",
]);
const QUALITY_ENUM = schema(
  "quality.enum",
  'quality must be "standard", "hd", "low", "medium", "high" or "auto"',
);
const RESPONSE_FORMAT_TYPE = schema(
  "response_format.type",
  "response_format must be a string",
);
const RESPONSE_FORMAT_VALUES = new Set<unknown>(["url", "b64_json"]);
const RESPONSE_FORMAT_ENUM = schema(
  "response_format.enum",
  'response_format must be "url" or "b64_json"',
);
const SIZE_TYPE = schema("size.type", "size must be a string");
const SIZE2_VALUES = new Set<unknown>([
  "auto",
  "1024x1024",
  "1536x1024",
  "1024x1536",
  "256x256",
  "512x512",
  "1792x1024",
  "1024x1792",
]);
const SIZE_ENUM = schema(
  "size.enum",
  'size must be "auto", "1024x1024", "1536x1024", "1024x1536", "256x256", "512x512", "1792x1024" or "1024x1792"',
);
const STREAM_TYPE = schema("stream.type", "stream must be true or false");
const STYLE_TYPE = schema("style.type", "style must be a string");
const STYLE_VALUES = new Set<unknown>(["vivid", "natural"]);
const STYLE_ENUM = schema("style.enum", 'style must be "vivid" or "natural"');
const USER_TYPE = schema("user.type", "user must be a string");
const USER_UNICODE = schema("user.unicode", "user must hold no lone surrogate");
const SOME_GPT_IMAGE = new SomeOf("gpt-image");
const IS_GPT_IMAGE = new Set<unknown>([
  "gpt-image-1.5",
  "gpt-image-1",
  "gpt-image-1-mini",
]);
const PROMPT_LENGTH_GPT_IMAGE = row(
  "prompt-length",
  "prompt must have at most 32000 characters when model is, or is assumed to be, of family gpt-image",
  "images-generate.ruby, prompt",
);
const PROMPT_LENGTH_DALL_E_2 = row(
  "prompt-length",
  "prompt must have at most 1000 characters when model is, or is assumed to be, of family dall-e-2",
  "images-generate.ruby, prompt",
);
const PROMPT_LENGTH_DALL_E_3 = row(
  "prompt-length",
  "prompt must have at most 4000 characters when model is, or is assumed to be, of family dall-e-3",
  "images-generate.ruby, prompt",
);
const IS_NOT_GPT_IMAGE = new Set<unknown>(["dall-e-2", "dall-e-3"]);
const GPT_IMAGE_ONLY_BACKGROUND = row(
  "gpt-image-only",
  "background is only allowed if model is, or is assumed to be, of family gpt-image",
  "images-generate.ruby, background, moderation, output_compression, output_format, stream",
);
const GPT_IMAGE_ONLY_MODERATION = row(
  "gpt-image-only",
  "moderation is only allowed if model is, or is assumed to be, of family gpt-image",
  "images-generate.ruby, background, moderation, output_compression, output_format, stream",
);
const GPT_IMAGE_ONLY_OUTPUT_COMPRESSION = row(
  "gpt-image-only",
  "output_compression is only allowed if model is, or is assumed to be, of family gpt-image",
  "images-generate.ruby, background, moderation, output_compression, output_format, stream",
);
const GPT_IMAGE_ONLY_OUTPUT_FORMAT = row(
  "gpt-image-only",
  "output_format is only allowed if model is, or is assumed to be, of family gpt-image",
  "images-generate.ruby, background, moderation, output_compression, output_format, stream",
);
const GPT_IMAGE_ONLY_STREAM = row(
  "gpt-image-only",
  "stream is only allowed if model is, or is assumed to be, of family gpt-image",
  "images-generate.ruby, background, moderation, output_compression, output_format, stream",
);
const EFFECTIVE_OUTPUT_FORMAT_VALUES = new Set<unknown>(["png", "webp"]);
const TRANSPARENT_FORMAT = row(
  "transparent-format",
  'output_format must be "png" or "webp" when background is "transparent"',
  "images-generate.ruby, background",
);
const N_ONE = row(
  "n-one",
  "n must be 1 when model is, or is assumed to be, of family dall-e-3",
  "images-generate.ruby, n",
);
const COMPRESSION_RANGE = row(
  "compression-range",
  "output_compression must be at least 0 and be at most 100",
  "images-generate.ruby, output_compression",
);
const EFFECTIVE_OUTPUT_FORMAT_VALUES_ = new Set<unknown>(["webp", "jpeg"]);
const COMPRESSION_FORMAT = row(
  "compression-format",
  'output_compression is only allowed if output_format is "webp" or "jpeg"',
  "images-generate.ruby, output_compression",
);
const PARTIAL_IMAGES_STREAMING = row(
  "partial-images-streaming",
  "partial_images is only allowed if stream is true",
  "images-generate.ruby, partial_images",
  "warn",
);
const QUALITY_VALUES_ = new Set<unknown>(["high", "medium", "low", "auto"]);
const QUALITY_VALUES_GPT_IMAGE = row(
  "quality-values",
  'quality must be "high", "medium", "low" or "auto" when model is, or is assumed to be, of family gpt-image',
  "images-generate.ruby, quality",
);
const QUALITY_VALUES__ = new Set<unknown>(["standard", "auto"]);
const QUALITY_VALUES_DALL_E_2 = row(
  "quality-values",
  'quality must be "standard" or "auto" when model is, or is assumed to be, of family dall-e-2',
  "images-generate.ruby, quality",
);
const QUALITY_VALUES___ = new Set<unknown>(["hd", "standard", "auto"]);
const QUALITY_VALUES_DALL_E_3 = row(
  "quality-values",
  'quality must be "hd", "standard" or "auto" when model is, or is assumed to be, of family dall-e-3',
  "images-generate.ruby, quality",
);
const RESPONSE_FORMAT_MODELS = row(
  "response-format-models",
  "response_format is not allowed if model is, or is assumed to be, of family gpt-image",
  "images-generate.ruby, response_format",
);
const SIZE2_VALUES_ = new Set<unknown>([
  "1024x1024",
  "1536x1024",
  "1024x1536",
  "auto",
]);
const SIZE_VALUES_GPT_IMAGE = row(
  "size-values",
  'size must be "1024x1024", "1536x1024", "1024x1536" or "auto" when model is, or is assumed to be, of family gpt-image',
  "images-generate.ruby, size",
);
const SIZE2_VALUES__ = new Set<unknown>(["256x256", "512x512", "1024x1024"]);
const SIZE_VALUES_DALL_E_2 = row(
  "size-values",
  'size must be "256x256", "512x512" or "1024x1024" when model is, or is assumed to be, of family dall-e-2',
  "images-generate.ruby, size",
);
const SIZE2_VALUES___ = new Set<unknown>([
  "1024x1024",
  "1792x1024",
  "1024x1792",
]);
const SIZE_VALUES_DALL_E_3 = row(
  "size-values",
  'size must be "1024x1024", "1792x1024" or "1024x1792" when model is, or is assumed to be, of family dall-e-3',
  "images-generate.ruby, size",
);
const IS_NOT_DALL_E_3 = new Set<unknown>([
  "gpt-image-1.5",
  "gpt-image-1",
  "gpt-image-1-mini",
  "dall-e-2",
]);
const STYLE_MODELS = row(
  "style-models",
  "style is only allowed if model is, or is assumed to be, of family dall-e-3",
  "images-generate.ruby, style",
);

function structureOfImageGenerateParams(
  object: JSONObject,
  place: Place,
  found: Findings,
): void {
  const prompt = own(object, "prompt");
  if (prompt === undefined) {
    found.add(PROMPT_REQUIRED, `${place.path}/prompt`, place);
  } else if (!isString(prompt)) {
    found.add(PROMPT_TYPE, `${place.path}/prompt`, place);
  } else if (!isUnicode(prompt)) {
    found.add(PROMPT_UNICODE, `${place.path}/prompt`, place);
  }
  const background = own(object, "background");
  if (background !== undefined && background !== null) {
    if (!isString(background)) {
      found.add(BACKGROUND_TYPE, `${place.path}/background`, place);
    } else if (!BACKGROUND_VALUES.has(background)) {
      found.add(BACKGROUND_ENUM, `${place.path}/background`, place);
    }
  }
  const model = own(object, "model");
  if (model !== undefined && model !== null) {
    if (!isString(model)) {
      found.add(MODEL_TYPE, `${place.path}/model`, place);
    } else if (!isUnicode(model)) {
      found.add(MODEL_UNICODE, `${place.path}/model`, place);
    }
  }
  const moderation = own(object, "moderation");
  if (moderation !== undefined && moderation !== null) {
    if (!isString(moderation)) {
      found.add(MODERATION_TYPE, `${place.path}/moderation`, place);
    } else if (!MODERATION_VALUES.has(moderation)) {
      found.add(MODERATION_ENUM, `${place.path}/moderation`, place);
    }
  }
  const n = own(object, "n");
  if (n !== undefined && n !== null) {
    if (!isInteger(n)) {
      found.add(N_TYPE, `${place.path}/n`, place);
    } else if (!(num(n) >= 1)) {
      found.add(N_MINIMUM, `${place.path}/n`, place);
    } else if (!(num(n) <= 10)) {
      found.add(N_MAXIMUM, `${place.path}/n`, place);
    }
  }
  const outputCompression = own(object, "output_compression");
  if (outputCompression !== undefined && outputCompression !== null) {
    if (!isInteger(outputCompression)) {
      found.add(
        OUTPUT_COMPRESSION_TYPE,
        `${place.path}/output_compression`,
        place,
      );
    }
  }
  const outputFormat = own(object, "output_format");
  if (outputFormat !== undefined && outputFormat !== null) {
    if (!isString(outputFormat)) {
      found.add(OUTPUT_FORMAT_TYPE, `${place.path}/output_format`, place);
    } else if (!OUTPUT_FORMAT_VALUES.has(outputFormat)) {
      found.add(OUTPUT_FORMAT_ENUM, `${place.path}/output_format`, place);
    }
  }
  const partialImages = own(object, "partial_images");
  if (partialImages !== undefined && partialImages !== null) {
    if (!isInteger(partialImages)) {
      found.add(PARTIAL_IMAGES_TYPE, `${place.path}/partial_images`, place);
    } else if (!(num(partialImages) >= 0)) {
      found.add(PARTIAL_IMAGES_MINIMUM, `${place.path}/partial_images`, place);
    } else if (!(num(partialImages) <= 3)) {
      found.add(PARTIAL_IMAGES_MAXIMUM, `${place.path}/partial_images`, place);
    }
  }
  const quality = own(object, "quality");
  if (quality !== undefined && quality !== null) {
    if (!isString(quality)) {
      found.add(QUALITY_TYPE, `${place.path}/quality`, place);
    } else if (!QUALITY_VALUES.has(quality)) {
      found.add(QUALITY_ENUM, `${place.path}/quality`, place);
    }
  }
  const responseFormat = own(object, "response_format");
  if (responseFormat !== undefined && responseFormat !== null) {
    if (!isString(responseFormat)) {
      found.add(RESPONSE_FORMAT_TYPE, `${place.path}/response_format`, place);
    } else if (!RESPONSE_FORMAT_VALUES.has(responseFormat)) {
      found.add(RESPONSE_FORMAT_ENUM, `${place.path}/response_format`, place);
    }
  }
  const size2 = own(object, "size");
  if (size2 !== undefined && size2 !== null) {
    if (!isString(size2)) {
      found.add(SIZE_TYPE, `${place.path}/size`, place);
    } else if (!SIZE2_VALUES.has(size2)) {
      found.add(SIZE_ENUM, `${place.path}/size`, place);
    }
  }
  const stream = own(object, "stream");
  if (stream !== undefined && stream !== null) {
    if (!isBoolean(stream)) {
      found.add(STREAM_TYPE, `${place.path}/stream`, place);
    }
  }
  const style = own(object, "style");
  if (style !== undefined && style !== null) {
    if (!isString(style)) {
      found.add(STYLE_TYPE, `${place.path}/style`, place);
    } else if (!STYLE_VALUES.has(style)) {
      found.add(STYLE_ENUM, `${place.path}/style`, place);
    }
  }
  const user = own(object, "user");
  if (user !== undefined) {
    if (!isString(user)) {
      found.add(USER_TYPE, `${place.path}/user`, place);
    } else if (!isUnicode(user)) {
      found.add(USER_UNICODE, `${place.path}/user`, place);
    }
  }
}

function rulesOfImageGenerateParams(
  object: JSONObject,
  place: Place,
  found: Findings,
): void {
  const prompt = found.sent(object, place, "prompt");
  const background = found.sent(object, place, "background");
  const model = found.sent(object, place, "model");
  const moderation = found.sent(object, place, "moderation");
  const n = found.sent(object, place, "n");
  const outputCompression = found.sent(object, place, "output_compression");
  const outputFormat = found.sent(object, place, "output_format");
  const partialImages = found.sent(object, place, "partial_images");
  const quality = found.sent(object, place, "quality");
  const responseFormat = found.sent(object, place, "response_format");
  const size2 = found.sent(object, place, "size");
  const stream = found.sent(object, place, "stream");
  const style = found.sent(object, place, "style");
  let effectiveModel = model;
  if (model === undefined) {
    if (
      atLeast(
        1,
        background,
        moderation,
        outputCompression,
        outputFormat,
        stream,
      )
    ) {
      effectiveModel = SOME_GPT_IMAGE;
    } else if (
      atMost(0, background, moderation, outputCompression, outputFormat, stream)
    ) {
      effectiveModel = "dall-e-2";
    } else {
      effectiveModel = INVALID;
    }
  }
  const effectiveOutputFormat = outputFormat ?? "png";
  const effectiveStream = stream ?? false;
  if (isSent(prompt)) {
    if (
      (IS_GPT_IMAGE.has(effectiveModel) ||
        isSomeOf(effectiveModel, "gpt-image")) &&
      !(length(prompt) <= 32000)
    ) {
      found.measured(
        PROMPT_LENGTH_GPT_IMAGE,
        length(prompt),
        `${place.path}/prompt`,
      );
    } else if (effectiveModel === "dall-e-2" && !(length(prompt) <= 1000)) {
      found.measured(
        PROMPT_LENGTH_DALL_E_2,
        length(prompt),
        `${place.path}/prompt`,
      );
    } else if (effectiveModel === "dall-e-3" && !(length(prompt) <= 4000)) {
      found.measured(
        PROMPT_LENGTH_DALL_E_3,
        length(prompt),
        `${place.path}/prompt`,
      );
    }
  }
  if (IS_NOT_GPT_IMAGE.has(effectiveModel)) {
    if (isSent(background)) {
      found.add(GPT_IMAGE_ONLY_BACKGROUND, `${place.path}/background`);
    }
    if (isSent(moderation)) {
      found.add(GPT_IMAGE_ONLY_MODERATION, `${place.path}/moderation`);
    }
    if (isSent(outputCompression)) {
      found.add(
        GPT_IMAGE_ONLY_OUTPUT_COMPRESSION,
        `${place.path}/output_compression`,
      );
    }
    if (isSent(outputFormat)) {
      found.add(GPT_IMAGE_ONLY_OUTPUT_FORMAT, `${place.path}/output_format`);
    }
    if (isSent(stream)) {
      found.add(GPT_IMAGE_ONLY_STREAM, `${place.path}/stream`);
    }
  }
  if (
    background === "transparent" &&
    isKnown(effectiveOutputFormat) &&
    !EFFECTIVE_OUTPUT_FORMAT_VALUES.has(effectiveOutputFormat)
  ) {
    found.add(TRANSPARENT_FORMAT, `${place.path}/output_format`);
  }
  if (effectiveModel === "dall-e-3" && isSent(n) && n !== 1) {
    found.add(N_ONE, `${place.path}/n`);
  }
  if (isSent(outputCompression)) {
    if (!(num(outputCompression) >= 0) || !(num(outputCompression) <= 100)) {
      found.add(COMPRESSION_RANGE, `${place.path}/output_compression`);
    }
    if (
      isKnown(effectiveOutputFormat) &&
      !EFFECTIVE_OUTPUT_FORMAT_VALUES_.has(effectiveOutputFormat)
    ) {
      found.add(COMPRESSION_FORMAT, `${place.path}/output_compression`);
    }
  }
  if (
    isSent(partialImages) &&
    isKnown(effectiveStream) &&
    effectiveStream !== true
  ) {
    found.add(PARTIAL_IMAGES_STREAMING, `${place.path}/partial_images`);
  }
  if (isSent(quality)) {
    if (
      (IS_GPT_IMAGE.has(effectiveModel) ||
        isSomeOf(effectiveModel, "gpt-image")) &&
      !QUALITY_VALUES_.has(quality)
    ) {
      found.add(QUALITY_VALUES_GPT_IMAGE, `${place.path}/quality`);
    } else if (
      effectiveModel === "dall-e-2" &&
      !QUALITY_VALUES__.has(quality)
    ) {
      found.add(QUALITY_VALUES_DALL_E_2, `${place.path}/quality`);
    } else if (
      effectiveModel === "dall-e-3" &&
      !QUALITY_VALUES___.has(quality)
    ) {
      found.add(QUALITY_VALUES_DALL_E_3, `${place.path}/quality`);
    }
  }
  if (
    isSent(responseFormat) &&
    (IS_GPT_IMAGE.has(effectiveModel) || isSomeOf(effectiveModel, "gpt-image"))
  ) {
    found.add(RESPONSE_FORMAT_MODELS, `${place.path}/response_format`);
  }
  if (isSent(size2)) {
    if (
      (IS_GPT_IMAGE.has(effectiveModel) ||
        isSomeOf(effectiveModel, "gpt-image")) &&
      !SIZE2_VALUES_.has(size2)
    ) {
      found.add(SIZE_VALUES_GPT_IMAGE, `${place.path}/size`);
    } else if (effectiveModel === "dall-e-2" && !SIZE2_VALUES__.has(size2)) {
      found.add(SIZE_VALUES_DALL_E_2, `${place.path}/size`);
    } else if (effectiveModel === "dall-e-3" && !SIZE2_VALUES___.has(size2)) {
      found.add(SIZE_VALUES_DALL_E_3, `${place.path}/size`);
    }
  }
  if (
    isSent(style) &&
    (IS_NOT_DALL_E_3.has(effectiveModel) ||
      isSomeOf(effectiveModel, "gpt-image"))
  ) {
    found.add(STYLE_MODELS, `${place.path}/style`);
  }
}

const IMAGE_GENERATE_PARAMS_FIELDS = new Set<string>([
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
  "user",
]);

const IMAGE_GENERATE_PARAMS: Shape = {
  structure: structureOfImageGenerateParams,
  fields: IMAGE_GENERATE_PARAMS_FIELDS,
  undeclared: "warn",
  rules: rulesOfImageGenerateParams,
};

const SHAPES = { ImageGenerateParams: IMAGE_GENERATE_PARAMS };

/** The names of the models that can be judged: those that are sent. */
export type ModelName = keyof typeof SHAPES;

/**
 * Everything that is wrong with a value: structure first, then rules.
 *
 * @throws ArgumentError for a name that is no model's, which types do not let through
 */
export function violations(model: ModelName, value: unknown): Violation[] {
  const shapes: Readonly<Record<string, Shape>> = SHAPES;
  const shape = Object.hasOwn(shapes, model) ? shapes[model] : undefined;
  if (shape === undefined)
    throw new ArgumentError(`there is no validator for ${model as string}`);
  return judge(shape, value);
}

/**
 * Throws if something is wrong with a value, warnings apart.
 *
 * @throws ConstraintError with the violations of severity error
 */
export function validate(model: ModelName, value: unknown): void {
  const errors = violations(model, value).filter(isError);
  if (errors.length > 0) throw new ConstraintError(errors);
}

/** Whether `validate` would not throw. */
export function isValid(model: ModelName, value: unknown): boolean {
  return !violations(model, value).some(isError);
}

function isError({ severity }: Violation): boolean {
  return severity === "error";
}
