/** What failures mean: those of `fetch`, and what an API says of its own. */

import {
  APIConnectionError,
  APIConnectionTimeoutError,
  type APIError,
  APIResponseValidationError,
  type Failure,
} from "./errors.js";

/** A shorter key is a stand-in ("x", "test") that words may contain. */
const SHORTEST_SECRET = 8;

/** Failures that another try would meet again. */
const FINAL =
  /^(?:ERR_INVALID_URL|ERR_INVALID_ARG_TYPE|Z_.*|ERR__?BROTLI.*|ERR_ZSTD.*)$/;
const UNREADABLE = /^(?:Z_|ERR__?BROTLI|ERR_ZSTD)/;
const TIMEOUT = /^(?:UND_ERR_(?:HEADERS|BODY|CONNECT)_TIMEOUT|ETIMEDOUT)$/;

/** The codes of an error and of what caused it. */
function codes(error: unknown): string[] {
  const found: string[] = [];
  let next = error;
  for (
    let depth = 0;
    depth < 5 && typeof next === "object" && next !== null;
    depth += 1
  ) {
    const { code, cause } = next as { code?: unknown; cause?: unknown };
    if (typeof code === "string") found.push(code);
    next = cause;
  }
  return found;
}

/** Whether another try may succeed. */
export function passing(error: unknown): boolean {
  return !codes(error).some((code) => FINAL.test(code));
}

/** A failure of `fetch`, or while a body is read, as one of this package. */
export function failure(
  error: unknown,
  timedOut: boolean,
  known: Failure = {},
): APIError {
  const found = codes(error);
  if (timedOut || found.some((code) => TIMEOUT.test(code)))
    return new APIConnectionTimeoutError(undefined, { ...known, cause: error });
  if (found.some((code) => UNREADABLE.test(code)))
    return new APIResponseValidationError(
      "The body cannot be read: its content-encoding is broken.",
      { ...known, cause: error },
    );
  return new APIConnectionError(undefined, { ...known, cause: error });
}

/** The texts of a request that nobody may see. */
export function hidden(secrets: Iterable<string>): string[] {
  return [...secrets].filter((secret) => secret.length >= SHORTEST_SECRET);
}

/** What a server said, with the secrets, however they were escaped, out of its texts. */
export function masked(secrets: readonly string[], said: unknown): unknown {
  if (secrets.length === 0) return said;
  if (typeof said === "string")
    return secrets.reduce(
      (text, secret) => text.replaceAll(secret, "[key]"),
      said,
    );
  if (Array.isArray(said)) return said.map((item) => masked(secrets, item));
  if (typeof said !== "object" || said === null) return said;
  return Object.fromEntries(
    Object.entries(said).map(([name, item]) => [
      masked(secrets, name) as string,
      masked(secrets, item),
    ]),
  );
}

/** What is inside the error envelope, if there is one; an empty text says nothing. */
export function inside(said: unknown, envelope: string | undefined): unknown {
  if (envelope !== undefined && typeof said === "object" && said !== null) {
    if (Object.hasOwn(said, envelope))
      return (said as Record<string, unknown>)[envelope];
  }
  return said === "" ? undefined : said;
}
