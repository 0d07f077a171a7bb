/** What OpenAI images speaks of: names and fields as they travel. Generated; do not edit. */

/**
 * An image model. The listed ones are known to this revision; any other name is
 * passed on as it is.
 */
export type ImageModel =
  | "gpt-image-1.5"
  | "dall-e-2"
  | "dall-e-3"
  | "gpt-image-1"
  | "gpt-image-1-mini"
  | (string & {});

/** What to draw, and how. */
export interface ImageGenerateParams {
  /**
   * What the images should show, in words.
   *
   * Must have at most 32000 characters when model is, or is assumed to be, of
   * family gpt-image. Must have at most 1000 characters when model is, or is
   * assumed to be, of family dall-e-2. Must have at most 4000 characters when
   * model is, or is assumed to be, of family dall-e-3.
   */
  prompt: string;

  /**
   * How the background is filled. With `auto` the model picks what suits the
   * image best.
   *
   * Only allowed if model is, or is assumed to be, of family gpt-image.
   *
   * Default: "auto", assumed by the server.
   */
  background?: "transparent" | "opaque" | "auto" | null;

  /**
   * The model that draws. When absent, `dall-e-2` is used, or a GPT image model
   * as soon as a parameter that only those have is sent.
   */
  model?: ImageModel | null;

  /**
   * How strictly content is moderated; `low` filters less.
   *
   * Only allowed if model is, or is assumed to be, of family gpt-image.
   *
   * Default: "auto", assumed by the server.
   */
  moderation?: "low" | "auto" | null;

  /**
   * How many images to draw.
   *
   * Must be at least 1. Must be at most 10. Must be 1 when model is, or is
   * assumed to be, of family dall-e-3.
   */
  n?: number | null;

  /**
   * Compression level of the images, in percent.
   *
   * Only allowed if model is, or is assumed to be, of family gpt-image. Must be
   * at least 0 and be at most 100. Only allowed if output_format is "webp" or
   * "jpeg".
   *
   * Default: 100, assumed by the server.
   */
  output_compression?: number | null;

  /**
   * File format of the images.
   *
   * Only allowed if model is, or is assumed to be, of family gpt-image. Must be
   * "png" or "webp" when background is "transparent".
   *
   * Default: "png", assumed by the server.
   */
  output_format?: "png" | "jpeg" | "webp" | null;

  /**
   * How many unfinished images a stream shows on the way. With 0 the finished
   * image comes in a single event. Fewer may arrive if the image is finished
   * sooner.
   *
   * Must be at least 0. Must be at most 3. Only allowed if stream is true (a
   * warning).
   */
  partial_images?: number | null;

  /**
   * How much care goes into the images. With `auto` the best quality of the
   * model is used.
   *
   * Must be "high", "medium", "low" or "auto" when model is, or is assumed to
   * be, of family gpt-image. Must be "standard" or "auto" when model is, or is
   * assumed to be, of family dall-e-2. Must be "hd", "standard" or "auto" when
   * model is, or is assumed to be, of family dall-e-3.
   *
   * Default: "auto", assumed by the server.
   */
  quality?: "standard" | "hd" | "low" | "medium" | "high" | "auto" | null;

  /**
   * Whether images come as links, which work for 60 minutes, or as base64 text.
   * GPT image models always answer with base64.
   *
   * Not allowed if model is, or is assumed to be, of family gpt-image.
   *
   * Default: "url", assumed by the server.
   */
  response_format?: "url" | "b64_json" | null;

  /**
   * Width and height of the images, in pixels; 1536x1024 is landscape,
   * 1024x1536 portrait. `auto` is what GPT image models go by when it is left
   * out.
   *
   * Must be "1024x1024", "1536x1024", "1024x1536" or "auto" when model is, or
   * is assumed to be, of family gpt-image. Must be "256x256", "512x512" or
   * "1024x1024" when model is, or is assumed to be, of family dall-e-2. Must be
   * "1024x1024", "1792x1024" or "1024x1792" when model is, or is assumed to be,
   * of family dall-e-3.
   */
  size?:
    | "auto"
    | "1024x1024"
    | "1536x1024"
    | "1024x1536"
    | "256x256"
    | "512x512"
    | "1792x1024"
    | "1024x1792"
    | null;

  /**
   * Whether the answer is an event stream.
   *
   * Only allowed if model is, or is assumed to be, of family gpt-image.
   *
   * Default: false, assumed by the server.
   */
  stream?: boolean | null;

  /**
   * `vivid` leans towards the dramatic and hyper-real, `natural` towards the
   * plain and lifelike.
   *
   * Only allowed if model is, or is assumed to be, of family dall-e-3.
   */
  style?: "vivid" | "natural" | null;

  /**
   * An identifier that stands for one end user of yours; it helps to monitor
   * and detect abuse.
   */
  user?: string;
}

/** The images that were drawn, and what they took. */
export interface ImagesResponse {
  /** When the images were created, in Unix seconds. */
  created: number;

  /** The background that was used. */
  background?: "transparent" | "opaque";

  /** The images that were drawn. */
  data?: Image[];

  /** The file format of the images. */
  output_format?: "png" | "webp" | "jpeg";

  /** The quality that was used. */
  quality?: "low" | "medium" | "high";

  /** Width and height of the images, in pixels. */
  size?: "1024x1024" | "1024x1536" | "1536x1024";

  /** Tokens that the request took; only GPT image models report them. */
  usage?: ImagesResponseUsage;
}

/** Tokens that the request took; only GPT image models report them. */
export interface ImagesResponseUsage {
  /** Tokens of the prompt, text and images together. */
  input_tokens: number;

  /** Tokens of the prompt by kind. */
  input_tokens_details: ImagesResponseUsageInputTokensDetails;

  /** Tokens that the model produced. */
  output_tokens: number;

  /** Tokens of prompt and output together. */
  total_tokens: number;

  /** Tokens of the output by kind. */
  output_tokens_details?: ImagesResponseUsageOutputTokensDetails;
}

/** Tokens of the prompt by kind. */
export interface ImagesResponseUsageInputTokensDetails {
  /** Image tokens of the prompt. */
  image_tokens: number;

  /** Text tokens of the prompt. */
  text_tokens: number;
}

/** Tokens of the output by kind. */
export interface ImagesResponseUsageOutputTokensDetails {
  /** Image tokens that the model produced. */
  image_tokens: number;

  /** Text tokens that the model produced. */
  text_tokens: number;
}

/** One image, as base64 text or as a link. */
export interface Image {
  /**
   * The image in base64. GPT image models always answer so, the others when
   * `response_format` is `b64_json`.
   */
  b64_json?: string;

  /** The prompt as `dall-e-3` rewrote it before drawing. */
  revised_prompt?: string;

  /**
   * A link to the image, from `dall-e-2` and `dall-e-3` when `response_format`
   * is `url`, which is the default.
   */
  url?: string;
}

/** An event of a streamed generation. */
export type ImageGenStreamEvent =
  ImageGenPartialImageEvent | ImageGenCompletedEvent;

/** An unfinished image, on the way to the final one. */
export interface ImageGenPartialImageEvent {
  /** The unfinished image in base64. */
  b64_json: string;

  /** The background that was asked for. */
  background: "transparent" | "opaque" | "auto";

  /** When the event was created, in Unix seconds. */
  created_at: number;

  /** The file format that was asked for. */
  output_format: "png" | "webp" | "jpeg";

  /** Which unfinished image this is, counted from 0. */
  partial_image_index: number;

  /** The quality that was asked for. */
  quality: "low" | "medium" | "high" | "auto";

  /** Width and height that were asked for, in pixels. */
  size: "1024x1024" | "1024x1536" | "1536x1024" | "auto";

  /** Tells this event from the others. */
  type: "image_generation.partial_image";
}

/** Generation is complete; the event brings the finished image. */
export interface ImageGenCompletedEvent {
  /** The finished image in base64. */
  b64_json: string;

  /** The background that was used. */
  background: "transparent" | "opaque" | "auto";

  /** When the event was created, in Unix seconds. */
  created_at: number;

  /** The file format of the image. */
  output_format: "png" | "webp" | "jpeg";

  /** The quality that was used. */
  quality: "low" | "medium" | "high" | "auto";

  /** Width and height of the image, in pixels. */
  size: "1024x1024" | "1024x1536" | "1536x1024" | "auto";

  /** Tells this event from the others. */
  type: "image_generation.completed";

  /** Tokens that the request took; only GPT image models report them. */
  usage: ImageGenCompletedEventUsage;
}

/** Tokens that the request took; only GPT image models report them. */
export interface ImageGenCompletedEventUsage {
  /** Tokens of the prompt, text and images together. */
  input_tokens: number;

  /** Tokens of the prompt by kind. */
  input_tokens_details: ImageGenCompletedEventUsageInputTokensDetails;

  /** Image tokens of the finished image. */
  output_tokens: number;

  /** Tokens of prompt and output together. */
  total_tokens: number;
}

/** Tokens of the prompt by kind. */
export interface ImageGenCompletedEventUsageInputTokensDetails {
  /** Image tokens of the prompt. */
  image_tokens: number;

  /** Text tokens of the prompt. */
  text_tokens: number;
}
