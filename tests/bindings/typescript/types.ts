// What compiles and what must not: compiled, never run.
import OpenAI, {
  APIPromise,
  type ImageGenStreamEvent,
  type ImageGenerateParams,
  type ImageModel,
  type ImagesResponse,
  Stream,
  isValid,
} from "openai-images";
import { type Violation, violations } from "openai-images/validators";

type Same<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
function is<T extends true>(): T | undefined {
  return undefined;
}

const client = new OpenAI({ apiKey: "k", baseURL: undefined });
const { images } = client;
declare const text: string;
declare const maybe: boolean;
declare const params: ImageGenerateParams;
declare const model: ImageModel;
declare const known: "dall-e-2" | "dall-e-3";

export async function answers(): Promise<void> {
  const plain = await images.generate({ prompt: "x" });
  is<Same<typeof plain.data, ImagesResponse["data"]>>();
  const id: string | null | undefined = plain._request_id;
  const stream = await images.generate({ prompt: "x", model: "gpt-image-1", stream: true });
  is<Same<typeof stream, Stream<ImageGenStreamEvent>>>();
  for await (const event of stream) {
    if (event.type === "image_generation.completed") console.log(event.usage, id);
    // @ts-expect-error -- a partial image has no usage
    else console.log(event.usage);
  }
  const either = await images.generate({ prompt: "x", model: "gpt-image-1", stream: maybe });
  if (either instanceof Stream) either.close();
  else console.log(either.created);
  const both = await images.generate(params).withResponse();
  console.log(both.response.status, both.request_id, both.data);
  const promise: APIPromise<ImagesResponse> = images.generate({ prompt: "x" });
  const response: Response = await promise.asResponse();
  console.log(response.status);
  const found: Violation[] = violations("ImageGenerateParams", { prompt: 1 });
  console.log(found, isValid("ImageGenerateParams", {}));
  // @ts-expect-error -- no model of that name is sent
  violations("ImagesResponse", {});
}

export function compiles(): void {
  void images.generate({ prompt: "x", model: "dall-e-3", n: 1, style: "vivid" });
  void images.generate({ prompt: "x", model: "dall-e-3", n: null });
  void images.generate({ prompt: "x", model: "nobody-listed-it", n: 2, style: "vivid" });
  void images.generate({ prompt: "x", model: text, n: 2, quality: "high" });
  void images.generate({ prompt: "x", model, n: 2 });
  void images.generate({ prompt: "x", model: null, quality: "auto" });
  void images.generate({ prompt: text, model: maybe ? "dall-e-3" : "gpt-image-1", n: 2 });
  void images.generate({ prompt: "x", background: "opaque", quality: "high" });
  void images.generate({ prompt: "x", background: "transparent" });
  void images.generate({ prompt: "x", output_compression: 80, output_format: "webp" });
  // Warnings do not keep anything from compiling.
  void images.generate({ prompt: "x", partial_images: 1 });
  void images.generate(params);
  void images.generate({ ...params, n: 2 });
  const made: ImageGenerateParams = { prompt: "x", model: "dall-e-3", n: 2 };
  void images.generate(made);
  void images.generate({ prompt: "x", model: "dall-e-3", n: 2 } as ImageGenerateParams);
  const wide = { prompt: "x", model: "dall-e-3", n: 2 };
  void images.generate(wide);
  void images.generate(
    { prompt: "x" },
    { timeout: 5, signal: AbortSignal.timeout(5), validate: "warn", body: { more: 1 } },
  );
}

export function mustNotCompile(): void {
  // @ts-expect-error -- n-one
  void images.generate({ prompt: "x", model: "dall-e-3", n: 2 });
  // @ts-expect-error -- quality-values, of the model that is assumed
  void images.generate({ prompt: "x", quality: "high" });
  // @ts-expect-error -- quality-values
  void images.generate({ prompt: "x", model: "gpt-image-1", quality: "hd" });
  // @ts-expect-error -- quality-values, of the family that is assumed
  void images.generate({ prompt: "x", background: "opaque", quality: "standard" });
  // @ts-expect-error -- size-values
  void images.generate({ prompt: "x", model: "dall-e-2", size: "auto" });
  // @ts-expect-error -- gpt-image-only: sent is sent
  void images.generate({ prompt: "x", model: "dall-e-2", stream: false });
  // @ts-expect-error -- style-models, whichever of the two it is
  void images.generate({ prompt: "x", model: maybe ? "dall-e-2" : "gpt-image-1", style: "vivid" });
  // @ts-expect-error -- moderation, whichever of the two it is
  void images.generate({ prompt: "x", model: known, moderation: "low" });
  // @ts-expect-error -- response-format-models
  void images.generate({ prompt: "x", model: "gpt-image-1", response_format: "url" });
  // @ts-expect-error -- compression-format: png is assumed
  void images.generate({ prompt: "x", output_compression: 50 });
  // @ts-expect-error -- transparent-format
  void images.generate({ prompt: "x", background: "transparent", output_format: "jpeg" });
  const part = { model: "dall-e-3", n: 2 } as const;
  // @ts-expect-error -- n-one, of parts
  void images.generate({ prompt: "x", ...part });
  // @ts-expect-error -- prompt is missing
  void images.generate({});
  // @ts-expect-error -- no such value
  void images.generate({ prompt: "x", quality: "best" });
  // @ts-expect-error -- no such field
  void images.generate({ prompt: "x", promt: "y" });
  // @ts-expect-error -- no such type
  void images.generate({ prompt: 1 });
  // @ts-expect-error -- no such option
  void images.generate({ prompt: "x" }, { timout: 1 });
}
