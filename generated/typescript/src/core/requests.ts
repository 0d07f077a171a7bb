/** The parts of a request: target, query, headers. Nothing is sent here. */

import { ArgumentError } from "./errors.js";
import type { HeadersLike } from "./options.js";
import {
  FORM,
  NESTED,
  type Pair,
  SIMPLE,
  type Style,
  compact,
  encoded,
  line,
  pairs,
  step,
  text,
} from "./styles.js";

export type Values = Readonly<Record<string, unknown>>;
export type Styles = Readonly<Record<string, Style>>;

const TOKEN = /^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/;
const VALUE = /^(?:[!-~](?:[ \t!-~]*[!-~])?)?$/;
const FRAMING: ReadonlySet<string> = new Set([
  "content-length",
  "transfer-encoding",
]);

/**
 * The URL of a path below the base; `values` fill its braces, percent-encoded.
 *
 * Throws ArgumentError for a value that would lead to another path.
 */
export function target(
  base: string,
  path: string,
  values: Values = {},
  styles: Styles = {},
): string {
  const [server = ""] = base.split("?");
  const filled = path.replace(/\{([^{}]*)\}/g, (whole, name: string) =>
    Object.hasOwn(values, name) ? inPath(name, values[name], styles) : whole,
  );
  return server.replace(/\/+$/, "") + filled;
}

function inPath(name: string, value: unknown, styles: Styles): string {
  const bad = ["", ".", ".."];
  if (value === undefined || value === null)
    throw new ArgumentError(`path parameter '${name}' must be given`);
  const found = step(name, value, styles[name] ?? SIMPLE);
  if (bad.includes(found) || bad.includes(text(value)))
    throw new ArgumentError(
      `path parameter '${name}' must not be '${text(value)}'`,
    );
  return found;
}

/** A path below the base URL. Throws ArgumentError for one that leads out of it. */
export function below(path: string): string {
  const [own = ""] = path.split("?");
  for (const part of own.replaceAll("\\", "/").split("/")) {
    if ([".", ".."].includes(part.replace(/%2e/gi, ".")))
      throw new ArgumentError(`'${path}' is not a path below the base URL`);
  }
  if (path.includes("#"))
    throw new ArgumentError(`'${path}' is not a path below the base URL`);
  return `/${path.replace(/^\/+/, "")}`;
}

/** The pairs of a query: those of the base URL, then each layer over the last. */
export function query(
  base: string,
  usual: Values,
  declared: ReadonlyMap<string, readonly Pair[]>,
  extra: Values = {},
): Pair[] {
  const merged = new Map<string, readonly Pair[]>();
  for (const [name, value] of Object.entries(usual))
    merged.set(name, pairs(name, value, NESTED));
  for (const [name, found] of declared) merged.set(name, found);
  for (const [name, value] of Object.entries(extra))
    merged.set(name, pairs(name, value, NESTED));
  const [, own = ""] = base.split("?");
  const kept = [...new URLSearchParams(own)].filter(
    ([name]) => !merged.has(name),
  );
  return [
    ...kept.map(([name, value]): Pair => [encoded(name), encoded(value)]),
    ...[...merged.values()].flat(),
  ];
}

/** The pairs of parameters of the document, those that are set. */
export function declared(
  values: Values = {},
  styles: Styles = {},
): Map<string, readonly Pair[]> {
  const found = new Map<string, readonly Pair[]>();
  for (const [name, value] of Object.entries(values)) {
    const made = pairs(name, value, styles[name] ?? FORM);
    if (made.length > 0) found.set(name, made);
  }
  return found;
}

/** The pairs of a query that is one value: the fields of an object, or one text, which
 * has no name. */
export function wholeQuery(value: unknown, style: Style): Pair[] {
  if (value === undefined || value === null) return [];
  if (style.media !== undefined) return [[null, encoded(compact(value))]];
  return pairs("", value, style).map(([name, item]): Pair => [
    name || null,
    item,
  ]);
}

/** A query as it stands in a URL, with its question mark if there is one. */
export function search(found: readonly Pair[]): string {
  const parts = found.map(([name, value]) =>
    name === null ? value : `${name}=${value}`,
  );
  return parts.length > 0 ? `?${parts.join("&")}` : "";
}

/** The value of a Cookie header (RFC 6265, section 4.2). */
export function cookie(values: Values = {}, styles: Styles = {}): string {
  const found: string[] = [];
  for (const [name, value] of Object.entries(values)) {
    const style = styles[name] ?? FORM;
    for (const [key, item] of pairs(name, value, { ...style, style: "form" })) {
      const made = `${key ?? ""}=${item}`;
      // As it is: OpenAPI 3.2, 4.12.3.
      found.push(style.style === "cookie" ? decodeURIComponent(made) : made);
    }
  }
  return found.join("; ");
}

/** The name of a method. Throws ArgumentError for what is none (RFC 9110, 9.1). */
export function method(name: string): string {
  if (!TOKEN.test(name))
    throw new ArgumentError(`'${name}' is not the name of an HTTP method`);
  return name.toUpperCase();
}

/** The entries of headers, however they are given. */
export function entries(
  headers: HeadersLike,
): [string, string | null | undefined][] {
  if (headers instanceof Headers) return [...headers];
  if (Array.isArray(headers)) return headers as [string, string | null][];
  return Object.entries(headers as Record<string, string | null | undefined>);
}

/**
 * Headers, each layer over the last, whatever the case of their names.
 *
 * Throws ArgumentError for what no header can carry (RFC 9110, section 5.5); the message
 * never shows the value.
 */
export function headers(...layers: readonly HeadersLike[]): Headers {
  const merged = new Map<string, string | null>();
  for (const [name, value] of layers.flatMap(entries)) {
    if (value === undefined) continue;
    const said = value === null ? null : text(value);
    if (!TOKEN.test(name))
      throw new ArgumentError(`'${name}' cannot be the name of a header`);
    if (FRAMING.has(name.toLowerCase()))
      throw new ArgumentError(`header '${name}' is for fetch to write`);
    if (said !== null && !VALUE.test(said))
      throw new ArgumentError(
        `the value of header '${name}' holds a character that it cannot carry, or a` +
          " space at an end",
      );
    merged.set(name.toLowerCase(), said);
  }
  const found = new Headers();
  for (const [name, value] of merged)
    if (value !== null) found.set(name, value);
  return found;
}

/** Headers of the document, as they are written. */
export function styled(values: Values = {}, styles: Styles = {}): HeadersLike {
  return Object.entries(values).flatMap(([name, value]): [string, string][] =>
    value === undefined || value === null
      ? []
      : [[name, line(value, styles[name] ?? SIMPLE)]],
  );
}
