/** What all clients do: calls, made of an operation and its arguments. */

import { PACKAGE, VERSION } from "./about.js";
import { contentOf, judged } from "./bodies.js";
import type { Violation } from "./constraints.js";
import { isBrowser } from "./environment.js";
import { APIUserAbortError, ArgumentError } from "./errors.js";
import {
  type Answer,
  type Call,
  exchange,
  pause,
  requestID,
} from "./exchange.js";
import { failure, passing } from "./failures.js";
import { isFile } from "./files.js";
import { Log } from "./log.js";
import {
  type Arguments,
  EVENTS,
  type Operation,
  accept,
  isBinary,
  judgedBy,
  parsed,
  streams,
} from "./operations.js";
import {
  type CommonOptions,
  type Facts,
  type RequestOptions,
  type Settings,
  address,
  filled,
  logLevel,
  maxRetries,
  mode,
  settings,
  timeout,
} from "./options.js";
import { Page, PagePromise } from "./pages.js";
import { APIPromise, type Pending } from "./promise.js";
import { read } from "./reading.js";
import * as requests from "./requests.js";
import { keyed, wayIn, withheld } from "./secrets.js";
import { streamed } from "./streams.js";
import { FORM, isPlain } from "./styles.js";
import { check } from "./validation.js";

/** Says what is wrong with a value of a model. */
export type Judge = (model: string, value: unknown) => Violation[];

const LINES = [
  "application/jsonl",
  "application/x-ndjson",
  "application/json-seq",
];

/** A client of any API. */
export class BaseClient<Options extends CommonOptions = CommonOptions> {
  readonly #facts: Facts;
  readonly #judge: Judge;
  readonly #options: Options;
  readonly #settings: Settings;
  readonly #log: Log;

  constructor(facts: Facts, judge: Judge, options: Options) {
    this.#facts = facts;
    this.#judge = judge;
    this.#options = options;
    this.#settings = settings(facts, { ...options } as CommonOptions &
      Readonly<Record<string, unknown>>);
    this.#log = new Log(
      options.logger ?? console,
      logLevel(facts, options.logLevel),
    );
  }

  /** Where the API is. */
  get baseURL(): string {
    return this.#settings.baseURL;
  }

  /** Milliseconds that an answer, and each part of it, may take to arrive. */
  get timeout(): number {
    return this.#settings.timeout;
  }

  /** How often a call is tried again after a failure that may pass. */
  get maxRetries(): number {
    return this.#settings.maxRetries;
  }

  /** An option that only this API's clients have. */
  protected own(name: string): unknown {
    return this.#settings.own[name] ?? null;
  }

  /** A client with the same options but those that are given. */
  withOptions(options: Partial<Options>): this {
    const Kind = this.constructor as new (options: Options) => this;
    return new Kind({ ...this.#options, ...options });
  }

  /**
   * Calls what the document does not know, with all that other calls have.
   *
   * `path` is below the base URL. `body` is JSON, or what `contentType` says: an object
   * as a form, a file, a text. The promise gives the JSON of the answer, or with
   * `stream` a stream of it.
   */
  request<T = unknown>(
    method: string,
    path: string,
    options: RequestOptions & {
      readonly content?: unknown;
      readonly contentType?: string;
      readonly stream?: boolean;
    } = {},
  ): APIPromise<T> {
    const { content, contentType, stream, ...rest } = options;
    return new APIPromise<T>(
      (async () => {
        const operation: Operation = {
          method: requests.method(method),
          path: requests.below(path),
          answer: stream ? "events" : "any",
          media: contentType ?? "application/json",
        };
        return this.#pending<T>(operation, { body: content }, rest);
      })(),
    );
  }

  /** @internal */
  _call<T>(
    operation: Operation,
    values: Arguments = {},
    options: RequestOptions = {},
  ): APIPromise<T> {
    return new APIPromise<T>(this.#pending<T>(operation, values, options));
  }

  /** @internal */
  _page<Item, T>(
    operation: Operation,
    values: Arguments = {},
    options: RequestOptions = {},
  ): PagePromise<Item, T> {
    const pages = operation.pages;
    if (pages === undefined)
      throw new ArgumentError("this operation has no pages");
    const place = pages.inBody ? "body" : "query";
    const asked = (values[place] ?? {}) as Readonly<Record<string, unknown>>;
    const given = options.query?.[pages.wire] ?? asked[pages.wire];
    const onward = (value: unknown): PagePromise<Item, T> => {
      const others = Object.entries(options.query ?? {});
      const query = Object.fromEntries(
        others.filter(([key]) => key !== pages.wire),
      );
      const next = { ...values, [place]: { ...asked, [pages.wire]: value } };
      return this._page<Item, T>(operation, next, { ...options, query });
    };
    const pending = this.#pending<T>(operation, values, options);
    return new PagePromise<Item, T>(
      pending.then((found) => ({
        ...found,
        parse: async () =>
          new Page<Item, T>(pages, await found.parse(), given, onward),
      })),
    );
  }

  async #pending<T>(
    operation: Operation,
    values: Arguments,
    options: RequestOptions,
  ): Promise<Pending<T>> {
    const body = this.#body(operation, values, options);
    const streaming = streams(operation, body);
    const call = await this.#prepared(
      operation,
      values,
      body,
      options,
      streaming,
    );
    const answer = await exchange(call);
    const { response } = answer;
    const id = requestID(call, response);
    const parse = async (): Promise<unknown> => {
      if (!streaming) return this.#read(operation, call, answer);
      const { envelope, end } = this.#facts;
      return streamed(response, answer.watch, {
        lines: operation.lines !== undefined,
        data: operation.data ?? "json",
        end,
        limit: this.#settings.maxEventSize,
        envelope,
        requestID: id,
        secrets: answer.secrets,
      });
    };
    return { response, requestID: id, parse: parse as () => Promise<T> };
  }

  /** The answer, whose body is read; if that breaks off, it is asked for again. */
  async #read(
    operation: Operation,
    call: Call,
    first: Answer,
  ): Promise<unknown> {
    let answer = first;
    for (;;) {
      const { response, watch, retries, secrets } = answer;
      if (isBinary(operation, response)) {
        watch.stop();
        return response;
      }
      const id = requestID(call, response);
      let content: Uint8Array;
      try {
        content = await read(response, watch);
      } catch (error) {
        if (watch.aborted)
          throw new APIUserAbortError(undefined, { cause: error });
        const why = failure(error, watch.timedOut, { requestID: id });
        if (retries >= call.maxRetries || !passing(error)) throw why;
        await pause(
          call,
          { method: operation.method, url: response.url || this.baseURL },
          retries,
          undefined,
          why.name,
        );
        answer = await exchange(call, retries + 1);
        continue;
      }
      return parsed(operation, response, content, id, secrets);
    }
  }

  /** The body as it is sent, once it has been judged. */
  #body(
    operation: Operation,
    values: Arguments,
    options: RequestOptions,
  ): unknown {
    const { body } = values;
    const extra = options.body ?? {};
    let merged: unknown = body;
    if (Object.keys(extra).length > 0) {
      if (body !== undefined && (!isPlain(body) || isFile(body)))
        throw new ArgumentError(
          "the option body needs a body that is a JSON object",
        );
      merged = { ...body, ...extra };
    }
    if (
      isPlain(merged) &&
      operation.optional &&
      Object.keys(merged).length === 0
    )
      merged = undefined;
    const how = mode(options.validate ?? this.#settings.validate);
    const model = judgedBy(operation, body);
    if (model === undefined || how === "off" || merged === undefined)
      return merged;
    const found = this.#judge(model, judged(body ?? {}));
    check(
      found,
      Object.keys(extra),
      how,
      this.#settings.ignoreRules,
      this.#log,
    );
    return merged;
  }

  async #prepared(
    operation: Operation,
    values: Arguments,
    body: unknown,
    options: RequestOptions,
    streaming: boolean,
  ): Promise<Call> {
    const facts = this.#facts;
    const known = this.#settings;
    const styles = operation.styles ?? {};
    const outer = [known.defaultHeaders, options.headers ?? {}];
    const own: Record<string, string | null> = {
      Accept: accept(operation, streaming),
    };
    if (!isBrowser()) own["User-Agent"] = `${PACKAGE}/${VERSION}`;
    const content =
      body === undefined
        ? undefined
        : await contentOf(
            values.media ?? operation.media ?? "application/json",
            body,
            operation.parts,
          );
    if (content !== undefined) own["Content-Type"] = content.media;
    const cookie = requests.cookie(values.cookie, styles["cookie"]);
    if (cookie !== "") own["Cookie"] = cookie;
    for (const [name, header] of Object.entries(facts.headers)) {
      const value = known.own[name];
      if (typeof value === "string") own[header] = value;
    }
    const home = this.#home(operation);
    const url = requests.target(
      home,
      operation.path,
      values.path,
      styles["path"],
    );
    const declared = requests.declared(values.query, styles["query"]);
    const pairs = [
      ...requests.query(home, known.defaultQuery, declared, options.query),
      ...requests.wholeQuery(
        values.querystring,
        styles["querystring"]?.[""] ?? FORM,
      ),
    ];
    const way = wayIn(
      facts,
      known.own,
      operation.security ?? facts.security,
      outer,
    );
    const mine = requests.styled(values.header, styles["header"]);
    return {
      request: async () => {
        const { headers, query, secrets } = await keyed(way, known.own, cookie);
        return {
          method: operation.method,
          url: url + requests.search([...pairs, ...query]),
          headers: requests.headers(
            own,
            headers,
            known.defaultHeaders,
            mine,
            options.headers ?? {},
          ),
          body: content?.body,
          secrets,
        };
      },
      fetch: known.fetch,
      fetchOptions: { ...known.fetchOptions, ...options.fetchOptions },
      events: streaming ? media(operation) : undefined,
      timeout: timeout(options.timeout ?? known.timeout),
      maxRetries: maxRetries(options.maxRetries ?? known.maxRetries),
      signal: options.signal,
      credentials: withheld(facts, outer),
      requestID: facts.requestID,
      envelope: facts.envelope,
      log: this.#log,
    };
  }

  /** Where an operation is: at a server of its own, unless the user says where. */
  #home(operation: Operation): string {
    const { server } = operation;
    if (server === undefined || this.#settings.moved) return this.baseURL;
    const own = filled(this.#facts, server, this.#settings.own);
    return address(new URL(own, this.baseURL).href);
  }
}

/** The media types in which items may come. */
function media({ lines }: Operation): string[] {
  return lines === undefined ? [EVENTS] : [lines, ...LINES];
}
