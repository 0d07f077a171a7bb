/** What a request carries: JSON, forms, files, text. Nothing is sent here. */

import { ArgumentError } from "./errors.js";
import { type Uploadable, isFile, taken } from "./files.js";
import type { Part } from "./operations.js";
import { FORM, type Style, isPlain, pairs, text } from "./styles.js";

/** A body as it travels; it can be sent again. */
export interface Content {
  readonly media: string;
  readonly body: string | Blob;
}

type Parts = Readonly<Record<string, Part>>;

const BINARY = "application/octet-stream";
const JSON_TYPE = "application/json";

/** A body as it travels in some media type. Rejects with ArgumentError for what that
 * cannot hold. */
export async function contentOf(
  media: string,
  body: unknown,
  parts: Parts = {},
): Promise<Content> {
  const plain = (media.split(";")[0] ?? "").trim().toLowerCase();
  if (isFile(body)) {
    const { content } = await taken(body);
    const own = content.type || (media.includes("*") ? BINARY : media);
    return { media: own, body: content };
  }
  if (isPlain(body) && plain.startsWith("multipart/"))
    return multipart(plain, body, parts);
  if (isPlain(body) && plain === "application/x-www-form-urlencoded")
    return { media, body: urlencoded(body, parts) };
  if (typeof body === "string" && !plain.endsWith("json") && plain !== "*/*")
    return { media, body };
  return { media: plain.includes("*") ? JSON_TYPE : media, body: json(body) };
}

/** JSON. Throws ArgumentError for what that cannot hold. */
export function json(body: unknown): string {
  try {
    return JSON.stringify(body, (_, value: unknown) => {
      if (typeof value === "number" && !Number.isFinite(value))
        throw new TypeError(`${String(value)} is no number of JSON`);
      return value;
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ArgumentError(`the body cannot be written as JSON: ${reason}`);
  }
}

/** A body as it is judged: a file is text whose length nobody knows. */
export function judged(body: unknown): unknown {
  if (isFile(body)) return "(file)";
  if (Array.isArray(body)) return body.map(judged);
  if (!isPlain(body)) return body instanceof Date ? body.toJSON() : body;
  return Object.fromEntries(
    Object.entries(body).map(([k, v]) => [k, judged(v)]),
  );
}

function urlencoded(
  body: Readonly<Record<string, unknown>>,
  parts: Parts,
): string {
  const found = Object.entries(body).flatMap(([name, value]) => {
    const part = parts[name] ?? {};
    let style: Style = part.style ?? FORM;
    if (
      part.style === undefined &&
      (part.media !== undefined || isPlain(value))
    ) {
      // A text is that JSON already.
      style =
        typeof value === "string" ? FORM : { media: part.media ?? JSON_TYPE };
    }
    return pairs(name, value, style).map(
      ([key, item]) => `${key ?? ""}=${item}`,
    );
  });
  return found.join("&");
}

/** A form of parts (RFC 7578); a list is a part an item. */
async function multipart(
  media: string,
  body: Readonly<Record<string, unknown>>,
  parts: Parts,
): Promise<Content> {
  const boundary = crypto.randomUUID();
  const pieces: BlobPart[] = [];
  for (const [name, value] of Object.entries(body)) {
    const part = parts[name] ?? {};
    const whole = !Array.isArray(value) || part.media?.endsWith("json");
    for (const item of whole ? [value] : (value as readonly unknown[])) {
      if (item === null || item === undefined) continue;
      const [head, content] = await written(name, item, part);
      pieces.push(`--${boundary}\r\n${head}\r\n\r\n`, content, "\r\n");
    }
  }
  pieces.push(`--${boundary}--\r\n`);
  return { media: `${media}; boundary=${boundary}`, body: new Blob(pieces) };
}

/** The head of a part, and what is in it. */
async function written(
  name: string,
  value: unknown,
  part: Part,
): Promise<[head: string, content: BlobPart]> {
  const head = `Content-Disposition: form-data; name="${quoted(name)}"`;
  const first = part.media?.split(",")[0]?.trim();
  const known = first?.includes("*") ? undefined : first;
  if (isFile(value)) return file(head, name, value, known);
  if (typeof value === "object" || known?.endsWith("json"))
    return [`${head}\r\nContent-Type: ${known ?? JSON_TYPE}`, json(value)];
  const typed =
    known === undefined ? head : `${head}\r\nContent-Type: ${known}`;
  return [typed, text(value)];
}

async function file(
  head: string,
  name: string,
  value: Uploadable,
  known: string | undefined,
): Promise<[head: string, content: BlobPart]> {
  const sent = await taken(value);
  const type = sent.content.type || (known ?? BINARY);
  const named = `; filename="${quoted(sent.name ?? name)}"`;
  return [`${head}${named}\r\nContent-Type: ${type}`, sent.content];
}

/** A name inside quotes, as browsers write it (HTML standard, 4.10.21.8). */
function quoted(name: string): string {
  return name
    .replaceAll('"', "%22")
    .replaceAll("\r", "%0D")
    .replaceAll("\n", "%0A");
}
