/** One call from the first try to the answer: redirects, retries, errors. */

import { sleep } from "./environment.js";
import {
  APIConnectionError,
  APIResponseValidationError,
  APIUserAbortError,
  ArgumentError,
  statusClass,
} from "./errors.js";
import { failure, inside, masked, passing } from "./failures.js";
import { type Log, printable } from "./log.js";
import { decoded, mediaType } from "./operations.js";
import type { Fetch } from "./options.js";
import { Watch, read } from "./reading.js";
import { reason, wait } from "./retries.js";

/** Bytes that are read of what a failure says. */
const MOST_SAID = 2 ** 20;

/** Characters of it in the message of an error; `body` has all. */
const MOST_SHOWN = 5000;

const MOST_REDIRECTS = 20;
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** A request as it is sent. */
export interface Outgoing {
  readonly method: string;
  readonly url: string;
  readonly headers: Headers;
  readonly body: string | Blob | undefined;
  /** The texts of it that nobody may see. */
  readonly secrets: readonly string[];
}

/**
 * A call: how its request is built for each try, and how its answer is taken. `events`
 * are the media types of a stream that was asked for; `credentials` are the headers that
 * no other server may see.
 */
export interface Call {
  readonly request: () => Promise<Outgoing>;
  readonly fetch: Fetch;
  readonly fetchOptions: RequestInit;
  readonly events: readonly string[] | undefined;
  readonly timeout: number;
  readonly maxRetries: number;
  readonly signal: AbortSignal | null | undefined;
  readonly credentials: ReadonlySet<string>;
  readonly requestID: string | undefined;
  readonly envelope: string | undefined;
  readonly log: Log;
}

/** A response of success, after `retries` other tries; `watch` ends it. */
export interface Answer {
  readonly response: Response;
  readonly retries: number;
  readonly secrets: readonly string[];
  readonly watch: Watch;
}

/** Sends a request until it is answered. Rejects with what `errors` has. */
export async function exchange(call: Call, retries = 0): Promise<Answer> {
  for (let tried = retries; ; tried += 1) {
    const outgoing = await call.request();
    const watch = new Watch(call.timeout, call.signal);
    const started = performance.now();
    let response: Response;
    try {
      response = await followed(call, outgoing, watch);
    } catch (error) {
      watch.end();
      if (error instanceof ArgumentError || error instanceof APIConnectionError)
        throw error;
      if (watch.aborted)
        throw new APIUserAbortError(undefined, { cause: error });
      const why = failure(error, watch.timedOut);
      if (tried >= call.maxRetries || !passing(error)) throw why;
      await pause(call, outgoing, tried, undefined, why.name);
      continue;
    }
    tell(call, outgoing, response, performance.now() - started);
    if (response.ok)
      return fitting(call, outgoing, { response, retries: tried, watch });
    const why = reason(response.status, response.headers);
    if (why === undefined || tried >= call.maxRetries)
      throw await statusError(call, outgoing, response, watch);
    watch.end();
    await discard(response);
    await pause(call, outgoing, tried, response.headers, why);
  }
}

/** Waits until the next try. */
export async function pause(
  call: Call,
  outgoing: Pick<Outgoing, "method" | "url">,
  retries: number,
  headers: Headers | undefined,
  why: string,
): Promise<void> {
  const seconds = wait(retries, headers, Date.now() / 1000, Math.random());
  call.log.tell(
    "info",
    () =>
      `retry ${String(retries + 1)} of ${outgoing.method} ${pathOf(outgoing.url)}` +
      ` after ${why}, in ${seconds.toFixed(2)} s`,
  );
  try {
    await sleep(seconds, call.signal);
  } catch (error) {
    throw new APIUserAbortError(undefined, { cause: error });
  }
}

/** Sends a request, and where it is redirected to; credentials stay at home. */
async function followed(
  call: Call,
  outgoing: Outgoing,
  watch: Watch,
): Promise<Response> {
  let { method, url, body } = outgoing;
  const headers = new Headers(outgoing.headers);
  for (let hops = 0; hops <= MOST_REDIRECTS; hops += 1) {
    watch.start();
    const response = await call.fetch(url, {
      ...call.fetchOptions,
      method,
      headers,
      ...(body === undefined ? {} : { body }),
      redirect: "manual",
      signal: watch.signal,
    });
    watch.stop();
    if (response.type === "opaqueredirect")
      throw new APIConnectionError(
        "The server redirects, which a web page cannot follow without giving the key" +
          " away; set baseURL to where it leads.",
      );
    const location = response.headers.get("location");
    if (!REDIRECTS.has(response.status) || location === null) return response;
    await discard(response);
    if (!URL.canParse(location, url))
      throw new APIConnectionError("The server redirects to what is no URL.");
    const onward = new URL(location, url);
    if (!/^https?:$/.test(onward.protocol))
      throw new APIConnectionError("The server redirects to what is not HTTP.");
    if (!sameOrigin(new URL(outgoing.url), onward))
      for (const name of call.credentials) headers.delete(name);
    const { status } = response;
    if (
      status === 303 ? method !== "HEAD" : status < 303 && method === "POST"
    ) {
      method = "GET";
      body = undefined;
      headers.delete("content-type");
    }
    url = onward.href;
  }
  throw new APIConnectionError("Too many redirects.");
}

/** Whether two URLs lead to one server; one that takes up encryption is still it. */
function sameOrigin(one: URL, other: URL): boolean {
  if (one.origin === other.origin) return true;
  const upgraded = one.protocol === "http:" && other.protocol === "https:";
  return (
    upgraded && one.hostname === other.hostname && one.port + other.port === ""
  );
}

/** A success, if it is a stream where one was asked for. */
async function fitting(
  call: Call,
  outgoing: Outgoing,
  { response, retries, watch }: Omit<Answer, "secrets">,
): Promise<Answer> {
  const media = mediaType(response.headers.get("content-type"));
  const { secrets } = outgoing;
  if (call.events === undefined || media === "" || call.events.includes(media))
    return { response, retries, watch, secrets };
  const body = await start(response, watch);
  throw new APIResponseValidationError(
    `Asked for an event stream; the answer is ${media}.`,
    { ...about(call, response), body: said(response, body, secrets) },
  );
}

/** The error of a status that is no success. */
async function statusError(
  call: Call,
  { secrets }: Outgoing,
  response: Response,
  watch: Watch,
): Promise<Error> {
  const status = `${String(response.status)} status code`;
  const found = said(response, await start(response, watch), secrets);
  const body = inside(found, call.envelope);
  const told = typeof body === "object" && body !== null && "message" in body;
  let shown = typeof found === "string" ? found : JSON.stringify(body);
  if (told && typeof body.message === "string") shown = body.message;
  const message = shown
    ? `${String(response.status)} ${shown}`
    : `${status} (no body)`;
  const Kind = statusClass(response.status);
  return new Kind(message.slice(0, MOST_SHOWN), {
    ...about(call, response),
    body,
  });
}

function about(call: Call, response: Response) {
  const { status, headers } = response;
  return { status, headers, requestID: requestID(call, response) };
}

export function requestID(call: Call, response: Response): string | null {
  return call.requestID === undefined
    ? null
    : response.headers.get(call.requestID);
}

/** The start of what a failure says, as far as anybody will read. */
async function start(response: Response, watch: Watch): Promise<Uint8Array> {
  try {
    return await read(response, watch, MOST_SAID);
  } catch {
    return new Uint8Array();
  } finally {
    watch.end();
  }
}

/** What the API says: JSON if it is that, else text; never with the key in it. */
function said(
  response: Response,
  content: Uint8Array,
  secrets: readonly string[],
): unknown {
  const text = decoded(content, response.headers.get("content-type") ?? "");
  try {
    return masked(secrets, JSON.parse(text));
  } catch {
    return masked(secrets, text.trim());
  }
}

async function discard(response: Response): Promise<void> {
  try {
    await response.body?.cancel();
  } catch {
    // It is of no use either way.
  }
}

function tell(
  call: Call,
  { method, url }: Outgoing,
  response: Response,
  ms: number,
): void {
  call.log.tell(
    "debug",
    () =>
      `${method} ${pathOf(url)}: status ${String(response.status)}, request id` +
      ` ${printable(requestID(call, response) ?? "-")}, ${ms.toFixed(0)} ms`,
  );
}

/** The path of a URL, percent-encoded, so that nothing in it ends a line of a log. */
function pathOf(url: string): string {
  return new URL(url).pathname;
}
