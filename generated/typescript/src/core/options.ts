/** What a client is told: facts of the API, options of its user, and their checks. */

import { isBrowser, variable } from "./environment.js";
import { ArgumentError, SDKError } from "./errors.js";
import { LEVELS, type LogLevel, type Logger } from "./log.js";
import { type Mode, MODES } from "./validation.js";

/** Milliseconds that an answer, and each part of it, may take to arrive. */
export const TIMEOUT = 600_000;

/** Bytes that one event of a stream may have. */
export const MAX_EVENT_SIZE = 128 * 2 ** 20;

/** Milliseconds; timers count no further. */
const LONGEST_TIMEOUT = 2 ** 31 - 1;

/** Names of headers with their values; null removes one. */
export type HeadersLike =
  | Headers
  | readonly (readonly [string, string | null])[]
  | Readonly<Record<string, string | null | undefined>>;

export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** A secret, or a function that is asked for it at each try. */
export type Secret = string | (() => string | Promise<string>);

/** What every client takes. */
export interface CommonOptions {
  /** Where the API is. */
  baseURL?: string | null | undefined;
  /**
   * Milliseconds that an answer, and each part of it, may take to arrive.
   *
   * @defaultValue 600000
   */
  timeout?: number | undefined;
  /**
   * How often a call is tried again after a failure that may pass.
   *
   * @defaultValue 2
   */
  maxRetries?: number | undefined;
  /** Headers for every call; null removes one. */
  defaultHeaders?: HeadersLike | undefined;
  /** Query parameters for every call. */
  defaultQuery?: Readonly<Record<string, unknown>> | undefined;
  /** What sends requests, instead of the global `fetch`. */
  fetch?: Fetch | undefined;
  /** More for `fetch`: a `dispatcher` of undici for example, or `credentials`. */
  fetchOptions?: RequestInit | undefined;
  /** Allow a client with credentials in a web page, whose visitors can read them. */
  dangerouslyAllowBrowser?: boolean | undefined;
  /**
   * Whether a broken constraint rejects, is logged, or is not looked for.
   *
   * @defaultValue "error"
   */
  validate?: Mode | undefined;
  /** Ids of rules that are not looked at, as violations have them. */
  ignoreRules?: Iterable<string> | undefined;
  /**
   * Bytes that one event of a stream may have.
   *
   * @defaultValue 134217728
   */
  maxEventSize?: number | undefined;
  /**
   * Where calls, retries and warnings are told of.
   *
   * @defaultValue console
   */
  logger?: Logger | undefined;
  /**
   * What is told.
   *
   * @defaultValue "warn"
   */
  logLevel?: LogLevel | undefined;
}

/** What a single call takes beside its arguments. */
export interface RequestOptions {
  /** Headers for this call; null removes one. */
  headers?: HeadersLike | undefined;
  /** Query parameters for this call. */
  query?: Readonly<Record<string, unknown>> | undefined;
  /** More keys for the body; they are not judged. */
  body?: Readonly<Record<string, unknown>> | undefined;
  /** Milliseconds that the answer, and each part of it, may take to arrive. */
  timeout?: number | undefined;
  /** How often this call is tried again after a failure that may pass. */
  maxRetries?: number | undefined;
  /** Ends the call when it is aborted. */
  signal?: AbortSignal | null | undefined;
  /** More for `fetch`. */
  fetchOptions?: RequestInit | undefined;
  /** Whether a broken constraint rejects, is logged, or is not looked for. */
  validate?: Mode | undefined;
}

/**
 * Where a secret goes: a header, a query parameter or a cookie, after a prefix. It is
 * held by one of the `options` of the client, or a name and a password by two.
 */
export interface Credential {
  readonly place: "header" | "query" | "cookie";
  readonly name: string;
  readonly prefix: string;
  readonly options: readonly string[];
}

/**
 * What is known of an API.
 *
 * `credentials` are the secrets by the name of their scheme, `security` the ways in that
 * most operations have: in each the schemes that go together. `always` says that no call
 * can do without one. `headers` are options that travel as headers, `environment` the
 * variables that stand in for options, `variables` options that stand in `baseURL` in
 * braces. `requestID` is the header with a request's id, `envelope` the key around
 * errors, `end` the data that ends an event stream.
 */
export interface Facts {
  readonly baseURL?: string;
  readonly credentials: Readonly<Record<string, Credential>>;
  readonly security: readonly (readonly string[])[];
  readonly always: boolean;
  readonly headers: Readonly<Record<string, string>>;
  readonly environment: Readonly<Record<string, string>>;
  readonly variables: Readonly<
    Record<string, readonly [name: string, value: string]>
  >;
  readonly requestID?: string;
  readonly envelope?: string;
  readonly end?: string;
}

/** Options with all that is left out filled in. */
export interface Settings {
  readonly baseURL: string;
  /** Whether the user says where the API is. */
  readonly moved: boolean;
  readonly timeout: number;
  readonly maxRetries: number;
  readonly defaultHeaders: HeadersLike;
  readonly defaultQuery: Readonly<Record<string, unknown>>;
  readonly fetch: Fetch;
  readonly fetchOptions: RequestInit;
  readonly validate: Mode;
  readonly ignoreRules: ReadonlySet<string>;
  readonly maxEventSize: number;
  /** Secrets, and options that travel as headers or in the address. */
  readonly own: Readonly<Record<string, Secret | null | undefined>>;
}

/** The options of a client, checked. Throws SDKError if a key is missing,
 * ArgumentError for a value that means nothing; no message shows a secret. */
export function settings(
  facts: Facts,
  options: CommonOptions & Readonly<Record<string, unknown>>,
): Settings {
  const own: Record<string, Secret | null | undefined> = {};
  const secrets = secretNames(facts);
  for (const name of secrets) own[name] = secret(facts, name, options[name]);
  for (const name of [
    ...Object.keys(facts.headers),
    ...Object.keys(facts.variables),
  ])
    own[name] = text(name, options[name] ?? fallback(facts, name, options));
  const given = Object.values(own).some((value) => value !== undefined);
  if (
    secrets.size > 0 &&
    given &&
    isBrowser() &&
    !options.dangerouslyAllowBrowser
  )
    throw new SDKError(
      "this is a web page, whose visitors can read the key; if that is what you want," +
        " set the option dangerouslyAllowBrowser",
    );
  const based = options.baseURL ?? variable(facts.environment["baseURL"]);
  const fetch: Fetch = options.fetch ?? globalThis.fetch;
  return {
    baseURL: address(filled(facts, based ?? facts.baseURL, own)),
    moved: based !== undefined,
    timeout: timeout(options.timeout ?? TIMEOUT),
    maxRetries: maxRetries(options.maxRetries ?? 2),
    defaultHeaders: options.defaultHeaders ?? {},
    defaultQuery: options.defaultQuery ?? {},
    // Browsers refuse to call it as a method of anything else.
    fetch: (url, init) => fetch(url, init),
    fetchOptions: options.fetchOptions ?? {},
    validate: mode(options.validate ?? "error"),
    ignoreRules: ignored(options.ignoreRules ?? []),
    maxEventSize: size(options.maxEventSize ?? MAX_EVENT_SIZE),
    own,
  };
}

/** The options that hold secrets. */
export function secretNames(facts: Facts): Set<string> {
  const found = Object.values(facts.credentials);
  return new Set(found.flatMap(({ options }) => options));
}

/** The error that no way in can be taken for want of options. */
export function missing(facts: Facts, names: Iterable<string>): SDKError {
  const hints = [...names].map((name) => {
    const known = facts.environment[name];
    return known === undefined
      ? name
      : `${name} or the environment variable ${known}`;
  });
  return new SDKError(`no credentials: set the option ${hints.join("; or ")}`);
}

/** An address with the variables of the server in it. */
export function filled(
  facts: Facts,
  url: string | undefined,
  own: Settings["own"],
): string {
  if (url === undefined)
    throw new SDKError("the document names no server: set the option baseURL");
  let found = url;
  for (const [option, [name, value]] of Object.entries(facts.variables)) {
    const chosen = own[option];
    found = found.replaceAll(
      `{${name}}`,
      typeof chosen === "string" ? chosen : value,
    );
  }
  return found;
}

/** The address of a server. Throws ArgumentError for what is none. */
export function address(url: string): string {
  if (!/^https?:\/\//i.test(url))
    throw new ArgumentError("baseURL must begin with 'https://' or 'http://'");
  if (!URL.canParse(url)) throw new ArgumentError("baseURL is not a URL");
  if (url.includes("#"))
    throw new ArgumentError("baseURL must not have a fragment");
  if (/^https?:\/\/[^/?]*@/i.test(url))
    throw new ArgumentError(
      "baseURL must not have a user or a password; they would take the place of the key",
    );
  return url;
}

export function timeout(value: number): number {
  if (typeof value !== "number" || !(value > 0))
    throw new ArgumentError("timeout must be a number of milliseconds above 0");
  return Math.min(value, LONGEST_TIMEOUT);
}

export function maxRetries(value: number): number {
  if (typeof value !== "number" || !(value >= 0))
    throw new ArgumentError("maxRetries must be a number from 0 on");
  return value;
}

export function mode(value: Mode): Mode {
  if (!MODES.includes(value))
    throw new ArgumentError("validate must be 'error', 'warn' or 'off'");
  return value;
}

/** What the user or the environment wants to be told. */
export function logLevel(facts: Facts, value: LogLevel | undefined): LogLevel {
  const wanted = value ?? variable(facts.environment["log"])?.toLowerCase();
  return LEVELS.find((level) => level === wanted) ?? "warn";
}

function fallback(
  facts: Facts,
  name: string,
  options: Readonly<Record<string, unknown>>,
): string | undefined {
  return options[name] === null ? undefined : variable(facts.environment[name]);
}

function secret(
  facts: Facts,
  name: string,
  value: unknown,
): Secret | undefined {
  const found = value ?? variable(facts.environment[name]);
  if (found === undefined) {
    if (facts.always) throw missing(facts, [name]);
    return undefined;
  }
  if (typeof found !== "string" && typeof found !== "function")
    throw new ArgumentError(
      `${name} must be a string, or a function that returns one`,
    );
  return found as Secret;
}

function text(name: string, value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== "string")
    throw new ArgumentError(`${name} must be a string`);
  return value;
}

function size(value: number): number {
  if (!Number.isInteger(value) || value <= 0)
    throw new ArgumentError("maxEventSize must be a number of bytes");
  return value;
}

function ignored(value: Iterable<string>): Set<string> {
  if (typeof value === "string")
    throw new ArgumentError("ignoreRules must be a collection of rule ids");
  return new Set(value);
}
