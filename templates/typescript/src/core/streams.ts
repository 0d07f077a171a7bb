/** Event streams: items as they arrive, and the connection given back at the end. */

import {
  APIError,
  APIResponseValidationError,
  APIUserAbortError,
  SDKError,
} from "./errors.js";
import {
  type Decoder,
  type Event,
  EventDecoder,
  EventTooLarge,
} from "./events.js";
import { failure, inside, masked } from "./failures.js";
import { LineDecoder } from "./lines.js";
import type { Data } from "./operations.js";
import { Watch, chunks } from "./reading.js";

/** How the items of a stream are read: `end` is the data that ends it, `limit` the bytes
 * that one may have. */
export interface Reading {
  readonly lines: boolean;
  readonly data: Data;
  readonly end: string | undefined;
  readonly limit: number;
  readonly envelope: string | undefined;
  readonly requestID: string | null;
  readonly secrets: readonly string[];
}

/**
 * The items of a stream, each as soon as it arrives; they come once.
 *
 * Leaving a `for await` loop, an error, `close` and `controller.abort()` all give the
 * connection back. Iterating rejects with APIError for an error that the server sends,
 * APIConnectionError and APIConnectionTimeoutError when the connection breaks or falls
 * silent, APIUserAbortError when the call's signal is aborted, and
 * APIResponseValidationError for what cannot be read.
 */
export class Stream<T> implements AsyncIterable<T> {
  /** Aborting it closes the stream. */
  readonly controller: AbortController;
  readonly #items: () => AsyncGenerator<T, void>;
  #used = false;

  constructor(
    items: () => AsyncGenerator<T, void>,
    controller: AbortController,
  ) {
    this.#items = items;
    this.controller = controller;
  }

  /** The items of lines of JSON, as `toReadableStream` writes them. */
  static fromReadableStream<T>(
    readable: ReadableStream<Uint8Array>,
    controller: AbortController = new AbortController(),
  ): Stream<T> {
    const watch = new Watch(2 ** 31 - 1, controller.signal);
    return new Stream<T>(
      () => items(new Response(readable), watch, plainly, controller),
      controller,
    );
  }

  /** Throws SDKError if the items were, or are, iterated already. */
  [Symbol.asyncIterator](): AsyncGenerator<T, void> {
    if (this.#used)
      throw new SDKError("a stream is iterated once; use tee() to do so twice");
    this.#used = true;
    return this.#items();
  }

  /** Gives the connection back; nothing more will come. */
  close(): void {
    this.controller.abort();
  }

  /** Two streams of the same items; what one has not taken yet is kept for it. */
  tee(): [Stream<T>, Stream<T>] {
    const source = this[Symbol.asyncIterator]();
    const kept: [
      Promise<IteratorResult<T, void>>[],
      Promise<IteratorResult<T, void>>[],
    ] = [[], []];
    const branch = (own: Promise<IteratorResult<T, void>>[]): Stream<T> =>
      new Stream<T>(async function* () {
        for (;;) {
          let next = own.shift();
          if (next === undefined) {
            next = source.next();
            for (const queue of kept) if (queue !== own) queue.push(next);
          }
          const { done, value } = await next;
          if (done) return;
          yield value;
        }
      }, this.controller);
    return [branch(kept[0]), branch(kept[1])];
  }

  /** The items as lines of JSON. */
  toReadableStream(): ReadableStream<Uint8Array> {
    const source = this[Symbol.asyncIterator]();
    const text = new TextEncoder();
    return new ReadableStream<Uint8Array>({
      async pull(readable) {
        const { done, value } = await source.next();
        if (done) readable.close();
        else readable.enqueue(text.encode(`${JSON.stringify(value)}\n`));
      },
      async cancel() {
        await source.return();
      },
    });
  }
}

/** The items of a response, which must not be read otherwise. */
export function streamed<T>(
  response: Response,
  watch: Watch,
  reading: Reading,
): Stream<T> {
  const { controller } = watch;
  return new Stream<T>(
    () => items<T>(response, watch, reading, controller),
    controller,
  );
}

const plainly: Reading = {
  lines: true,
  data: "json",
  end: undefined,
  limit: Infinity,
  envelope: undefined,
  requestID: null,
  secrets: [],
};

async function* items<T>(
  response: Response,
  watch: Watch,
  reading: Reading,
  controller: AbortController,
): AsyncGenerator<T, void> {
  const Kind = reading.lines ? LineDecoder : EventDecoder;
  const decoder: Decoder = new Kind(reading.limit);
  try {
    for await (const chunk of chunks(response, watch)) {
      for (const event of decoder.feed(chunk)) {
        if (event.data === reading.end) return;
        // An event of no data only keeps the connection alive.
        if (event.data !== "" || event.event === "error")
          yield item(event, response, reading) as T;
        if (controller.signal.aborted) return;
      }
    }
    for (const event of decoder.rest())
      yield item(event, response, reading) as T;
  } catch (error) {
    if (error instanceof APIError) throw error;
    if (error instanceof EventTooLarge)
      throw unreadable(error.message, undefined, response, reading);
    if (watch.aborted && !reading.lines)
      throw new APIUserAbortError(undefined, { cause: error });
    if (controller.signal.aborted && !watch.timedOut) return;
    const { requestID } = reading;
    throw failure(error, watch.timedOut, { ...about(response), requestID });
  } finally {
    controller.abort();
  }
}

function item(event: Event, response: Response, reading: Reading): unknown {
  let value: unknown = event.data;
  let failed = event.event === "error";
  try {
    if (reading.data !== "text" || failed) value = JSON.parse(event.data);
  } catch {
    if (reading.data === "json" && !failed)
      throw unreadable(
        "The data of an event is no JSON.",
        event.data,
        response,
        reading,
      );
  }
  failed ||=
    typeof value === "object" && Boolean(enveloped(value, reading.envelope));
  if (!failed) return value;
  const body = masked(reading.secrets, inside(value, reading.envelope));
  const told = typeof body === "object" && body !== null && "message" in body;
  const message: unknown = told ? body.message : body;
  throw new APIError(
    typeof message === "string" && message !== ""
      ? message
      : "An error in mid-stream.",
    { ...about(response), body, requestID: reading.requestID },
  );
}

function enveloped(
  value: object | null,
  envelope: string | undefined,
): unknown {
  if (
    value === null ||
    envelope === undefined ||
    !Object.hasOwn(value, envelope)
  )
    return undefined;
  return (value as Readonly<Record<string, unknown>>)[envelope];
}

function unreadable(
  message: string,
  data: string | undefined,
  response: Response,
  reading: Reading,
): APIResponseValidationError {
  const body = masked(reading.secrets, data);
  const { requestID } = reading;
  return new APIResponseValidationError(message, {
    ...about(response),
    body,
    requestID,
  });
}

function about({ status, headers }: Response): {
  status: number;
  headers: Headers;
} {
  return { status, headers };
}
