/** How values stand in an address, a header, a cookie or a form (OpenAPI 3.2, 4.12). */

import { ArgumentError } from "./errors.js";

/**
 * How a value is written; with `media` it is a text of that type, which is JSON.
 *
 * `nested` is no style of OpenAPI: it is for what is not declared, and writes objects as
 * `deepObject` does, and lists item by item.
 */
export interface Style {
  readonly style?: string;
  readonly explode?: boolean;
  readonly reserved?: boolean;
  readonly media?: string;
}

export const FORM: Style = { style: "form", explode: true };
export const SIMPLE: Style = { style: "simple", explode: false };
export const NESTED: Style = { style: "nested", explode: true };

/** A name and a value, percent-encoded; a whole query has no name. */
export type Pair = readonly [name: string | null, value: string];

/** Signs that `allowReserved` leaves as they are; others would end the value. */
const RESERVED = /%(?:3A|2F|3F|40|21|24|27|28|29|2A|2C|3B)/g;
const BETWEEN: Readonly<Record<string, string>> = {
  spaceDelimited: "%20",
  pipeDelimited: "%7C",
};

const STARTS: Readonly<Record<string, string>> = { label: ".", matrix: ";" };

/** Percent-encodes all that RFC 3986 does not call unreserved. */
export function encoded(value: string, reserved = false): string {
  let found;
  try {
    found = encodeURIComponent(value);
  } catch {
    throw new ArgumentError("half of a surrogate pair cannot stand in a URL");
  }
  found = found.replace(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return reserved ? found.replace(RESERVED, decodeURIComponent) : found;
}

/** A value as it stands in an address or a header; items have commas between them. */
export function text(value: unknown): string {
  if (Array.isArray(value)) return value.map(text).join(",");
  if (typeof value === "string") return value;
  if (value instanceof Date) return value.toISOString();
  if (value instanceof ArrayBuffer || ArrayBuffer.isView(value))
    throw new ArgumentError(
      "bytes cannot stand in a URL or a header; use text",
    );
  if (typeof value === "object") return compact(value);
  const plain = value as number | boolean | bigint;
  return String(plain);
}

/** JSON without spaces. */
export function compact(value: unknown): string {
  return JSON.stringify(value);
}

/** The pairs of a query, a cookie or a form; what is not set gives none. */
export function pairs(name: string, value: unknown, style: Style): Pair[] {
  if (value === undefined || value === null) return [];
  const { reserved = false, explode = true } = style;
  const key = encoded(name);
  if (style.media !== undefined)
    return [[key, encoded(compact(value), reserved)]];
  if (style.style === "deepObject" || style.style === "nested")
    return deep(name, value, style);
  const between = BETWEEN[style.style ?? "form"] ?? ",";
  const joined = (items: readonly unknown[]): string =>
    items.map((item) => encoded(text(item), reserved)).join(between);
  if (Array.isArray(value)) {
    const items = value as readonly unknown[];
    if (!explode) return items.length > 0 ? [[key, joined(items)]] : [];
    return items.flatMap((item): Pair[] =>
      item === null || item === undefined
        ? []
        : [[key, encoded(text(item), reserved)]],
    );
  }
  if (isPlain(value)) {
    if (!explode) return [[key, joined(set(value).flat())]];
    return set(value).map(([inner, item]) => [
      encoded(inner),
      encoded(text(item), reserved),
    ]);
  }
  return [[key, encoded(text(value), reserved)]];
}

/** Whether a value is an object of keys, and no date, list or other thing. */
export function isPlain(
  value: unknown,
): value is Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return false;
  return !(
    value instanceof Date ||
    value instanceof ArrayBuffer ||
    ArrayBuffer.isView(value)
  );
}

function set(value: Readonly<Record<string, unknown>>): [string, unknown][] {
  return Object.entries(value).filter(
    ([, item]) => item !== null && item !== undefined,
  );
}

function deep(name: string, value: unknown, style: Style): Pair[] {
  if (Array.isArray(value))
    return value.flatMap((item: unknown, index) =>
      deep(
        style.style === "deepObject" ? `${name}[${String(index)}]` : name,
        item,
        style,
      ),
    );
  if (isPlain(value))
    return set(value).flatMap(([key, item]) =>
      deep(`${name}[${key}]`, item, style),
    );
  if (value === null || value === undefined) return [];
  return [[encoded(name), encoded(text(value), style.reserved)]];
}

/** A value as it stands in a path, percent-encoded. */
export function step(name: string, value: unknown, style: Style): string {
  if (style.media !== undefined) return encoded(compact(value));
  const kind = style.style ?? "simple";
  const sign = STARTS[kind] ?? ",";
  const start = kind === "simple" ? "" : sign;
  const between = style.explode ? sign : ",";
  const head = kind === "matrix" ? `${encoded(name)}=` : "";
  if (Array.isArray(value)) {
    const items = value.map((item) => encoded(text(item)));
    if (style.explode && head !== "")
      return start + items.map((item) => head + item).join(between);
    return start + head + items.join(between);
  }
  if (isPlain(value)) {
    const parts = set(value).map(
      ([key, item]) =>
        encoded(key) + (style.explode ? "=" : ",") + encoded(text(item)),
    );
    return start + (style.explode ? "" : head) + parts.join(between);
  }
  return start + head + encoded(text(value));
}

/** A value as it stands in a header. */
export function line(value: unknown, style: Style): string {
  if (style.media !== undefined) return compact(value);
  if (!isPlain(value)) return text(value);
  const between = style.explode ? "=" : ",";
  return set(value)
    .map(([key, item]) => key + between + text(item))
    .join(",");
}
