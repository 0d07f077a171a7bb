/** When a request is tried again, and after how long. */

/** Seconds; a server that orders a longer wait is not waited for so long. */
export const LONGEST_ORDERED = 60;

/**
 * Why an answer is worth another try; undefined if it is not.
 *
 * Timeouts (408), locks (409), rate limits (429) and failures of the server (500 and
 * above) pass; `x-should-retry` is the server's own word on it.
 */
export function reason(status: number, headers: Headers): string | undefined {
  const ordered = headers.get("x-should-retry");
  if (ordered === "true") return "x-should-retry";
  if (ordered === "false") return undefined;
  return [408, 409, 429].includes(status) || status >= 500
    ? `status ${String(status)}`
    : undefined;
}

/**
 * Seconds until the next try.
 *
 * What the server orders, if it is reasonable; else 0.5 s, doubled with each of the
 * `retries` so far up to 8 s, less up to a quarter by chance. `now` is in Unix
 * seconds, `random` from 0 to 1.
 */
export function wait(
  retries: number,
  headers: Headers | undefined,
  now: number,
  random: number,
): number {
  const asked = headers === undefined ? undefined : ordered(headers, now);
  if (asked !== undefined && asked > 0 && asked <= LONGEST_ORDERED)
    return asked;
  return Math.min(0.5 * 2 ** Math.min(retries, 10), 8) * (1 - 0.25 * random);
}

/** The wait that a server orders: `retry-after-ms`, or `retry-after` in seconds or as a
 * date (RFC 9110, section 10.2.3). */
function ordered(headers: Headers, now: number): number | undefined {
  const milliseconds = number(headers.get("retry-after-ms"));
  if (milliseconds !== undefined) return milliseconds / 1000;
  const after = headers.get("retry-after");
  const seconds = number(after);
  if (seconds !== undefined || after === null) return seconds;
  const date = Date.parse(after) / 1000;
  return Number.isFinite(date) ? date - now : undefined;
}

function number(text: string | null): number | undefined {
  if (
    text === null ||
    !/^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i.test(text)
  )
    return undefined;
  return Number(text);
}
