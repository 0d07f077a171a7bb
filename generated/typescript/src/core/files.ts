/** Files: what stands for one, and what is sent of it. */

import { ArgumentError } from "./errors.js";

/**
 * What can be sent as a file: its content, a response that brings it, or a stream of it,
 * as of `fs.createReadStream`.
 */
export type Uploadable =
  | Blob
  | ArrayBuffer
  | ArrayBufferView
  | Response
  | AsyncIterable<Uint8Array | string>;

/** A file as it is sent. */
export interface Sent {
  readonly content: Blob;
  readonly name: string | undefined;
}

/** Whether a value stands for a file. */
export function isFile(value: unknown): value is Uploadable {
  if (typeof value !== "object" || value === null) return false;
  return (
    value instanceof Blob ||
    value instanceof ArrayBuffer ||
    ArrayBuffer.isView(value) ||
    value instanceof Response ||
    Symbol.asyncIterator in value
  );
}

/**
 * A file with a name, and a media type if one is given, of any content. A stream is read
 * to its end.
 */
export async function toFile(
  content: Uploadable | string,
  name?: string,
  options: { readonly type?: string } = {},
): Promise<File> {
  const sent =
    typeof content === "string"
      ? { content: new Blob([content]), name: undefined }
      : await taken(content);
  const type = options.type ?? sent.content.type;
  return new File([sent.content], name ?? sent.name ?? "file", { type });
}

/** The content of a file, and its name if it has one. */
export async function taken(file: Uploadable): Promise<Sent> {
  if (file instanceof Blob)
    return { content: file, name: isNamed(file) ? file.name : undefined };
  if (file instanceof Response) {
    const name = file.url === "" ? undefined : last(new URL(file.url).pathname);
    return { content: await file.blob(), name };
  }
  if (file instanceof ArrayBuffer || ArrayBuffer.isView(file))
    return { content: new Blob([copied(file)]), name: undefined };
  const parts: BlobPart[] = [];
  for await (const part of file) {
    if (typeof part !== "string" && !ArrayBuffer.isView(part))
      throw new ArgumentError("a stream that is sent must be of bytes");
    parts.push(typeof part === "string" ? part : copied(part));
  }
  const { path } = file as { readonly path?: unknown };
  return {
    content: new Blob(parts),
    name: typeof path === "string" ? last(path) : undefined,
  };
}

/** The bytes themselves, of whatever view. */
function copied(view: ArrayBuffer | ArrayBufferView): ArrayBuffer {
  if (view instanceof ArrayBuffer) return view;
  const bytes = new Uint8Array(view.byteLength);
  bytes.set(new Uint8Array(view.buffer, view.byteOffset, view.byteLength));
  return bytes.buffer;
}

function isNamed(blob: Blob): blob is File {
  return "name" in blob && typeof blob.name === "string";
}

function last(path: string): string | undefined {
  return path.split(/[\\/]/).pop() || undefined;
}
