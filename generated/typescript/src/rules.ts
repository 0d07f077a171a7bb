/** The rules of the constraint table, as far as types can say them. Generated; do not edit. */

import type {
  All,
  Assumed,
  Is,
  IsKnown,
  IsNot,
  IsSent,
  IsUnsent,
  Row,
  Sent,
  Some,
  SomeOf,
  Undeclared,
  Unless,
  Within,
} from "./core/rules.js";
import type { ImageGenerateParams } from "./models.js";

type ModelAssumed<P> = Assumed<
  Sent<P, "model">,
  Row<
    Some<
      [
        IsSent<Sent<P, "background">>,
        IsSent<Sent<P, "moderation">>,
        IsSent<Sent<P, "output_compression">>,
        IsSent<Sent<P, "output_format">>,
        IsSent<Sent<P, "stream">>,
      ]
    >,
    All<
      [
        IsUnsent<Sent<P, "background">>,
        IsUnsent<Sent<P, "moderation">>,
        IsUnsent<Sent<P, "output_compression">>,
        IsUnsent<Sent<P, "output_format">>,
        IsUnsent<Sent<P, "stream">>,
      ]
    >,
    SomeOf<"gpt-image">,
    "dall-e-2"
  >
>;

type GptImage = "gpt-image-1.5" | "gpt-image-1" | "gpt-image-1-mini";

type ModelIsNotGptImage = "dall-e-2" | "dall-e-3";

type OutputFormatAssumed<P> = Assumed<Sent<P, "output_format">, "png">;

type TransparentFormatAllowed = "png" | "webp";

type CompressionFormatAllowed = "webp" | "jpeg";

type QualityValuesGptImageAllowed = "high" | "medium" | "low" | "auto";

type QualityValuesDallE2Allowed = "standard" | "auto";

type QualityValuesDallE3Allowed = "hd" | "standard" | "auto";

type SizeValuesGptImageAllowed =
  "1024x1024" | "1536x1024" | "1024x1536" | "auto";

type SizeValuesDallE2Allowed = "256x256" | "512x512" | "1024x1024";

type SizeValuesDallE3Allowed = "1024x1024" | "1792x1024" | "1024x1792";

type ModelIsNotDallE3 =
  "gpt-image-1.5" | "gpt-image-1" | "gpt-image-1-mini" | "dall-e-2";

type GptImageOnlyBackground<P> = Unless<
  All<[IsSent<Sent<P, "background">>, Is<ModelAssumed<P>, ModelIsNotGptImage>]>,
  "background",
  "background is only allowed if model is, or is assumed to be, of family gpt-image (gpt-image-only)"
>;

type GptImageOnlyModeration<P> = Unless<
  All<[IsSent<Sent<P, "moderation">>, Is<ModelAssumed<P>, ModelIsNotGptImage>]>,
  "moderation",
  "moderation is only allowed if model is, or is assumed to be, of family gpt-image (gpt-image-only)"
>;

type GptImageOnlyOutputCompression<P> = Unless<
  All<
    [
      IsSent<Sent<P, "output_compression">>,
      Is<ModelAssumed<P>, ModelIsNotGptImage>,
    ]
  >,
  "output_compression",
  "output_compression is only allowed if model is, or is assumed to be, of family gpt-image (gpt-image-only)"
>;

type GptImageOnlyOutputFormat<P> = Unless<
  All<
    [IsSent<Sent<P, "output_format">>, Is<ModelAssumed<P>, ModelIsNotGptImage>]
  >,
  "output_format",
  "output_format is only allowed if model is, or is assumed to be, of family gpt-image (gpt-image-only)"
>;

type GptImageOnlyStream<P> = Unless<
  All<[IsSent<Sent<P, "stream">>, Is<ModelAssumed<P>, ModelIsNotGptImage>]>,
  "stream",
  "stream is only allowed if model is, or is assumed to be, of family gpt-image (gpt-image-only)"
>;

type TransparentFormat<P> = Unless<
  All<
    [
      Is<Sent<P, "background">, "transparent">,
      IsKnown<OutputFormatAssumed<P>>,
      IsNot<OutputFormatAssumed<P>, TransparentFormatAllowed>,
    ]
  >,
  "output_format",
  'output_format must be "png" or "webp" when background is "transparent" (transparent-format)'
>;

type NOne<P> = Unless<
  All<
    [
      Is<ModelAssumed<P>, "dall-e-3">,
      IsSent<Sent<P, "n">>,
      IsNot<Sent<P, "n">, 1>,
    ]
  >,
  "n",
  "n must be 1 when model is, or is assumed to be, of family dall-e-3 (n-one)"
>;

type CompressionFormat<P> = Unless<
  All<
    [
      IsSent<Sent<P, "output_compression">>,
      IsKnown<OutputFormatAssumed<P>>,
      IsNot<OutputFormatAssumed<P>, CompressionFormatAllowed>,
    ]
  >,
  "output_compression",
  'output_compression is only allowed if output_format is "webp" or "jpeg" (compression-format)'
>;

type QualityValues<P> = Unless<
  All<
    [
      Within<ModelAssumed<P>, GptImage, "gpt-image">,
      IsSent<Sent<P, "quality">>,
      IsNot<Sent<P, "quality">, QualityValuesGptImageAllowed>,
    ]
  >,
  "quality",
  'quality must be "high", "medium", "low" or "auto" when model is, or is assumed to be, of family gpt-image (quality-values)'
>;

type QualityValues2<P> = Unless<
  All<
    [
      Is<ModelAssumed<P>, "dall-e-2">,
      IsSent<Sent<P, "quality">>,
      IsNot<Sent<P, "quality">, QualityValuesDallE2Allowed>,
    ]
  >,
  "quality",
  'quality must be "standard" or "auto" when model is, or is assumed to be, of family dall-e-2 (quality-values)'
>;

type QualityValues3<P> = Unless<
  All<
    [
      Is<ModelAssumed<P>, "dall-e-3">,
      IsSent<Sent<P, "quality">>,
      IsNot<Sent<P, "quality">, QualityValuesDallE3Allowed>,
    ]
  >,
  "quality",
  'quality must be "hd", "standard" or "auto" when model is, or is assumed to be, of family dall-e-3 (quality-values)'
>;

type ResponseFormatModels<P> = Unless<
  All<
    [
      IsSent<Sent<P, "response_format">>,
      Within<ModelAssumed<P>, GptImage, "gpt-image">,
    ]
  >,
  "response_format",
  "response_format is not allowed if model is, or is assumed to be, of family gpt-image (response-format-models)"
>;

type SizeValues<P> = Unless<
  All<
    [
      Within<ModelAssumed<P>, GptImage, "gpt-image">,
      IsSent<Sent<P, "size">>,
      IsNot<Sent<P, "size">, SizeValuesGptImageAllowed>,
    ]
  >,
  "size",
  'size must be "1024x1024", "1536x1024", "1024x1536" or "auto" when model is, or is assumed to be, of family gpt-image (size-values)'
>;

type SizeValues2<P> = Unless<
  All<
    [
      Is<ModelAssumed<P>, "dall-e-2">,
      IsSent<Sent<P, "size">>,
      IsNot<Sent<P, "size">, SizeValuesDallE2Allowed>,
    ]
  >,
  "size",
  'size must be "256x256", "512x512" or "1024x1024" when model is, or is assumed to be, of family dall-e-2 (size-values)'
>;

type SizeValues3<P> = Unless<
  All<
    [
      Is<ModelAssumed<P>, "dall-e-3">,
      IsSent<Sent<P, "size">>,
      IsNot<Sent<P, "size">, SizeValuesDallE3Allowed>,
    ]
  >,
  "size",
  'size must be "1024x1024", "1792x1024" or "1024x1792" when model is, or is assumed to be, of family dall-e-3 (size-values)'
>;

type StyleModels<P> = Unless<
  All<
    [
      IsSent<Sent<P, "style">>,
      Within<ModelAssumed<P>, ModelIsNotDallE3, "gpt-image">,
    ]
  >,
  "style",
  "style is only allowed if model is, or is assumed to be, of family dall-e-3 (style-models)"
>;

/**
 * What a request of type `P` must also be to keep the rules of
 * `ImageGenerateParams`: nothing more, or what says which rule it breaks.
 */
export type ImageGenerateParamsRules<P> = GptImageOnlyBackground<P> &
  GptImageOnlyModeration<P> &
  GptImageOnlyOutputCompression<P> &
  GptImageOnlyOutputFormat<P> &
  GptImageOnlyStream<P> &
  TransparentFormat<P> &
  NOne<P> &
  CompressionFormat<P> &
  QualityValues<P> &
  QualityValues2<P> &
  QualityValues3<P> &
  ResponseFormatModels<P> &
  SizeValues<P> &
  SizeValues2<P> &
  SizeValues3<P> &
  StyleModels<P> &
  Undeclared<P, keyof ImageGenerateParams>;
