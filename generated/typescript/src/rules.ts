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

type ModelValues = "dall-e-2" | "dall-e-3";

type OutputFormatAssumed<P> = Assumed<Sent<P, "output_format">, "png">;

type OutputFormatValues = "png" | "webp";

type OutputFormatValues2 = "webp" | "jpeg";

type QualityValues = "high" | "medium" | "low" | "auto";

type QualityValues2 = "standard" | "auto";

type QualityValues3 = "hd" | "standard" | "auto";

type SizeValues = "1024x1024" | "1536x1024" | "1024x1536" | "auto";

type SizeValues2 = "256x256" | "512x512" | "1024x1024";

type SizeValues3 = "1024x1024" | "1792x1024" | "1024x1792";

type ModelValues2 =
  "gpt-image-1.5" | "gpt-image-1" | "gpt-image-1-mini" | "dall-e-2";

type GptImageOnlyBackground<P> = Unless<
  All<[IsSent<Sent<P, "background">>, Is<ModelAssumed<P>, ModelValues>]>,
  "background",
  "background is only allowed if model is, or is assumed to be, of family gpt-image (gpt-image-only)"
>;

type GptImageOnlyModeration<P> = Unless<
  All<[IsSent<Sent<P, "moderation">>, Is<ModelAssumed<P>, ModelValues>]>,
  "moderation",
  "moderation is only allowed if model is, or is assumed to be, of family gpt-image (gpt-image-only)"
>;

type GptImageOnlyOutputCompression<P> = Unless<
  All<
    [IsSent<Sent<P, "output_compression">>, Is<ModelAssumed<P>, ModelValues>]
  >,
  "output_compression",
  "output_compression is only allowed if model is, or is assumed to be, of family gpt-image (gpt-image-only)"
>;

type GptImageOnlyOutputFormat<P> = Unless<
  All<[IsSent<Sent<P, "output_format">>, Is<ModelAssumed<P>, ModelValues>]>,
  "output_format",
  "output_format is only allowed if model is, or is assumed to be, of family gpt-image (gpt-image-only)"
>;

type GptImageOnlyStream<P> = Unless<
  All<[IsSent<Sent<P, "stream">>, Is<ModelAssumed<P>, ModelValues>]>,
  "stream",
  "stream is only allowed if model is, or is assumed to be, of family gpt-image (gpt-image-only)"
>;

type TransparentFormat<P> = Unless<
  All<
    [
      Is<Sent<P, "background">, "transparent">,
      IsKnown<OutputFormatAssumed<P>>,
      IsNot<OutputFormatAssumed<P>, OutputFormatValues>,
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
      IsNot<OutputFormatAssumed<P>, OutputFormatValues2>,
    ]
  >,
  "output_compression",
  'output_compression is only allowed if output_format is "webp" or "jpeg" (compression-format)'
>;

type QualityValues4<P> = Unless<
  All<
    [
      Within<ModelAssumed<P>, GptImage, "gpt-image">,
      IsSent<Sent<P, "quality">>,
      IsNot<Sent<P, "quality">, QualityValues>,
    ]
  >,
  "quality",
  'quality must be "high", "medium", "low" or "auto" when model is, or is assumed to be, of family gpt-image (quality-values)'
>;

type QualityValues5<P> = Unless<
  All<
    [
      Is<ModelAssumed<P>, "dall-e-2">,
      IsSent<Sent<P, "quality">>,
      IsNot<Sent<P, "quality">, QualityValues2>,
    ]
  >,
  "quality",
  'quality must be "standard" or "auto" when model is, or is assumed to be, of family dall-e-2 (quality-values)'
>;

type QualityValues6<P> = Unless<
  All<
    [
      Is<ModelAssumed<P>, "dall-e-3">,
      IsSent<Sent<P, "quality">>,
      IsNot<Sent<P, "quality">, QualityValues3>,
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

type SizeValues4<P> = Unless<
  All<
    [
      Within<ModelAssumed<P>, GptImage, "gpt-image">,
      IsSent<Sent<P, "size">>,
      IsNot<Sent<P, "size">, SizeValues>,
    ]
  >,
  "size",
  'size must be "1024x1024", "1536x1024", "1024x1536" or "auto" when model is, or is assumed to be, of family gpt-image (size-values)'
>;

type SizeValues5<P> = Unless<
  All<
    [
      Is<ModelAssumed<P>, "dall-e-2">,
      IsSent<Sent<P, "size">>,
      IsNot<Sent<P, "size">, SizeValues2>,
    ]
  >,
  "size",
  'size must be "256x256", "512x512" or "1024x1024" when model is, or is assumed to be, of family dall-e-2 (size-values)'
>;

type SizeValues6<P> = Unless<
  All<
    [
      Is<ModelAssumed<P>, "dall-e-3">,
      IsSent<Sent<P, "size">>,
      IsNot<Sent<P, "size">, SizeValues3>,
    ]
  >,
  "size",
  'size must be "1024x1024", "1792x1024" or "1024x1792" when model is, or is assumed to be, of family dall-e-3 (size-values)'
>;

type StyleModels<P> = Unless<
  All<
    [
      IsSent<Sent<P, "style">>,
      Within<ModelAssumed<P>, ModelValues2, "gpt-image">,
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
  QualityValues4<P> &
  QualityValues5<P> &
  QualityValues6<P> &
  ResponseFormatModels<P> &
  SizeValues4<P> &
  SizeValues5<P> &
  SizeValues6<P> &
  StyleModels<P> &
  Undeclared<P, keyof ImageGenerateParams>;
