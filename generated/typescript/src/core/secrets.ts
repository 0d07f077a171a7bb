/** Credentials: which of them let a call in, and where they go. */

import { ArgumentError } from "./errors.js";
import { hidden } from "./failures.js";
import {
  type Credential,
  type Facts,
  type HeadersLike,
  type Settings,
  missing,
} from "./options.js";
import { entries } from "./requests.js";
import { type Pair, encoded } from "./styles.js";

type Own = Settings["own"];

/** Headers that say nothing of who calls. */
const HARMLESS: ReadonlySet<string> = new Set([
  "accept",
  "accept-language",
  "content-type",
  "user-agent",
]);

/** What keyed requests carry more. */
export interface Keyed {
  readonly headers: HeadersLike;
  readonly query: readonly Pair[];
  /** The texts that nobody may see. */
  readonly secrets: readonly string[];
}

/**
 * What lets a call in: the first of the ways for which all is there.
 *
 * A header that the user sets stands for its secret. Throws SDKError if there is no way
 * in.
 */
export function wayIn(
  facts: Facts,
  own: Own,
  ways: readonly (readonly string[])[],
  outer: readonly HeadersLike[],
): Credential[] {
  const named = names(outer);
  const wanted = new Set<string>();
  // One that asks for nothing is the last resort.
  for (const way of [...ways].sort(
    (a, b) => Number(a.length === 0) - Number(b.length === 0),
  )) {
    const found = way.flatMap((name) => facts.credentials[name] ?? []);
    const isSet = ({ options }: Credential): boolean =>
      options.every((name) => own[name] !== undefined);
    const lacking = found.filter(
      (one) =>
        !isSet(one) &&
        !(one.place === "header" && named.has(one.name.toLowerCase())),
    );
    if (lacking.length === 0) return found.filter(isSet);
    for (const { options } of lacking)
      for (const name of options) wanted.add(name);
  }
  if (wanted.size > 0) throw missing(facts, wanted);
  return [];
}

/** The secrets of a way in, asked for and put where they go. */
export async function keyed(
  way: readonly Credential[],
  own: Own,
  cookie: string,
): Promise<Keyed> {
  const headers: Record<string, string> = {};
  const query: Pair[] = [];
  const secrets: string[] = [];
  let cookies = cookie;
  for (const { place, name, prefix, options } of way) {
    const parts = await Promise.all(
      options.map((option) => asked(option, own[option])),
    );
    const [first = ""] = parts;
    const told = parts.length === 1 ? first : base64(parts.join(":"));
    secrets.push(...parts, told);
    const value = prefix + told;
    if (place === "query") query.push([encoded(name), encoded(value)]);
    else if (place === "header") headers[name] = value;
    else
      cookies =
        cookies === "" ? `${name}=${value}` : `${name}=${value}; ${cookies}`;
  }
  if (cookies !== cookie) headers["Cookie"] = cookies;
  return { headers, query, secrets: hidden(new Set(secrets)) };
}

/** The headers that no other server may see: credentials, and what the user set. */
export function withheld(
  facts: Facts,
  outer: readonly HeadersLike[],
): Set<string> {
  const found = new Set(["authorization", "cookie", "proxy-authorization"]);
  for (const { place, name } of Object.values(facts.credentials))
    if (place === "header") found.add(name.toLowerCase());
  for (const name of Object.values(facts.headers))
    found.add(name.toLowerCase());
  for (const name of names(outer)) if (!HARMLESS.has(name)) found.add(name);
  return found;
}

function names(layers: readonly HeadersLike[]): Set<string> {
  const all = layers.flatMap(entries);
  return new Set(
    all
      .filter(([, value]) => value !== undefined)
      .map(([name]) => name.toLowerCase()),
  );
}

async function asked(name: string, secret: Own[string]): Promise<string> {
  const found: unknown = typeof secret === "function" ? await secret() : secret;
  if (typeof found !== "string" || found === "")
    throw new ArgumentError(
      `${name} must be a string, or a function that returns one`,
    );
  return found;
}

/** UTF-8 in base64. */
function base64(text: string): string {
  const signs = [...new TextEncoder().encode(text)].map((byte) =>
    String.fromCharCode(byte),
  );
  return btoa(signs.join(""));
}
