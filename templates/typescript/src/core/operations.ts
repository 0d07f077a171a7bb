/** What an operation takes and answers with, and how its answer is read. */

import { APIResponseValidationError } from "./errors.js";
import { masked } from "./failures.js";
import type { Pages } from "./pages.js";
import type { Style } from "./styles.js";
import type { Styles } from "./requests.js";
import { type Keys, isObject, isOnlyArm, own } from "./values.js";

/** What a success holds; of `any`, its media type tells. */
export type Kind =
  "json" | "text" | "bytes" | "none" | "any" | "events" | "lines";

/** What an item of a stream comes as: JSON, text as it is, or text where it is no JSON. */
export type Data = "json" | "text" | "either";

/** How a field of a form is written: in a media type of its own, or in a style. */
export interface Part {
  readonly media?: string;
  readonly style?: Style;
}

/**
 * One method on one path.
 *
 * `answer` says what a success holds, `object` that its JSON is an object; for the
 * statuses among `others` the first is told apart. Items of a stream come as `data`, in
 * lines of the media type `lines` or else as events; `stream` is the field of the body
 * that asks for it. `mayBeEmpty` says that a success may come without content.
 *
 * `judge` names the model that the body is judged by. `media` is what the body is
 * written in, its fields as `parts` say; nothing is sent of an `optional` one if nothing
 * is given. `query`, `header` and `cookie` are the wire names of parameters that
 * arguments of the same name, or of the one given, hold. `security` are the ways in,
 * where they are its own, and `server` is where it is, if that is elsewhere.
 */
export interface Operation {
  readonly method: string;
  readonly path: string;
  readonly answer?: Kind;
  readonly object?: boolean;
  readonly others?: Readonly<Record<string, Kind>>;
  readonly stream?: string;
  readonly data?: Data;
  readonly lines?: string;
  readonly mayBeEmpty?: boolean;
  readonly judge?: string | Choice;
  readonly media?: string;
  readonly parts?: Readonly<Record<string, Part>>;
  readonly optional?: boolean;
  readonly styles?: Readonly<Record<string, Styles>>;
  readonly security?: readonly (readonly string[])[];
  readonly server?: string;
  readonly pages?: Pages;
}

/** Finds the model that a body is judged by among several: by the value of a tag, or as
 * the only one that its keys admit. */
export type Choice =
  | { readonly tag: string; readonly models: Readonly<Record<string, string>> }
  | { readonly arms: readonly (readonly [model: string, keys: Keys])[] };

/** The model that a body is judged by; undefined if that is not certain. */
export function judgedBy(
  { judge }: Operation,
  body: unknown,
): string | undefined {
  if (judge === undefined || typeof judge === "string") return judge;
  if ("arms" in judge) {
    const keys = judge.arms.map(([, known]) => known);
    return judge.arms.find((_, index) => isOnlyArm(body, keys, index))?.[0];
  }
  const tag = isObject(body) ? own(body, judge.tag) : undefined;
  return typeof tag === "string" && Object.hasOwn(judge.models, tag)
    ? judge.models[tag]
    : undefined;
}

/** The arguments of a call, by where they go. */
export interface Arguments {
  readonly path?: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly header?: Readonly<Record<string, unknown>>;
  readonly cookie?: Readonly<Record<string, unknown>>;
  readonly querystring?: unknown;
  readonly body?: unknown;
  readonly media?: string | undefined;
}

export const EVENTS = "text/event-stream";

/** Whether a request with this body is answered item by item. */
export function streams(operation: Operation, body: unknown): boolean {
  if (operation.stream === undefined)
    return operation.answer === "events" || operation.answer === "lines";
  if (typeof body !== "object" || body === null) return false;
  return (
    Object.hasOwn(body, operation.stream) &&
    (body as Readonly<Record<string, unknown>>)[operation.stream] === true
  );
}

/** What is asked for, as a header says it. */
export function accept(operation: Operation, streaming: boolean): string {
  if (streaming) return operation.lines ?? EVENTS;
  const kind = operation.answer ?? "json";
  return kind === "json" || kind === "none" ? "application/json" : "*/*";
}

/** What an answer of some status holds. */
function kindOf(operation: Operation, status: number): Kind {
  const { others = {}, answer = "json" } = operation;
  const ways = [
    String(status),
    `${String(Math.floor(status / 100))}XX`,
    "default",
  ];
  const found = ways.find((way) => Object.hasOwn(others, way));
  return (found === undefined ? undefined : others[found]) ?? answer;
}

/** Whether the body of an answer is left to the caller. */
export function isBinary(operation: Operation, response: Response): boolean {
  const kind = kindOf(operation, response.status);
  if (kind !== "any") return kind === "bytes";
  const media = mediaType(response.headers.get("content-type"));
  return media !== "" && !isJSON(media) && !media.startsWith("text/");
}

/**
 * The answer of an operation, whose body has been read. Throws
 * APIResponseValidationError if it cannot be understood.
 */
export function parsed(
  operation: Operation,
  response: Response,
  content: Uint8Array,
  requestID: string | null,
  secrets: readonly string[],
): unknown {
  const media = response.headers.get("content-type") ?? "";
  let kind = kindOf(operation, response.status);
  const isEmpty = content.length === 0;
  if (kind === "any") kind = toldBy(mediaType(media), isEmpty);
  if (kind === "none" || (operation.mayBeEmpty && isEmpty)) return undefined;
  const text = decoded(content, media);
  if (kind === "text") return text;
  let problem = "it is no JSON object";
  try {
    const found: unknown = JSON.parse(text);
    const isObject =
      typeof found === "object" && found !== null && !Array.isArray(found);
    if (isObject || !operation.object) return withID(found, requestID);
  } catch {
    problem = `it is no JSON (content-type ${media || "of no type"})`;
  }
  throw new APIResponseValidationError(
    `The body of the answer cannot be read: ${problem}.`,
    {
      status: response.status,
      headers: response.headers,
      body: masked(secrets, text),
      requestID,
    },
  );
}

/** An answer that knows the id of its request, which nobody sees who does not ask. */
function withID(found: unknown, requestID: string | null): unknown {
  if (typeof found === "object" && found !== null && !Array.isArray(found))
    Object.defineProperty(found, "_request_id", {
      value: requestID,
      enumerable: false,
    });
  return found;
}

/** What an answer holds of which nothing is declared. */
function toldBy(media: string, isEmpty: boolean): Kind {
  if (isEmpty) return "none";
  return isJSON(media) ? "json" : "text";
}

/** The media type without its parameters. */
export function mediaType(header: string | null): string {
  return (header?.split(";")[0] ?? "").trim().toLowerCase();
}

export function isJSON(plain: string): boolean {
  return (
    ["application/json", "text/json"].includes(plain) || plain.endsWith("+json")
  );
}

/** A body as text, by its charset if that is known, else as UTF-8. */
export function decoded(content: Uint8Array, media: string): string {
  const named = /;\s*charset\s*=\s*"?([^\s;"]+)/i.exec(media)?.[1] ?? "utf-8";
  try {
    return new TextDecoder(named).decode(content);
  } catch {
    return new TextDecoder().decode(content);
  }
}
