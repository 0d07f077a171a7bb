/** What methods return: a promise of the answer that can also give the response. */

/** An answer, which has the id of its request if it is an object. */
export type WithRequestID<T> = T extends
  readonly unknown[] | Response | AsyncIterable<unknown>
  ? T
  : T extends object
    ? T & { readonly _request_id?: string | null }
    : T;

/** The answer, the response that brought it, and the API's id of the request. */
export interface WithResponse<T> {
  readonly data: WithRequestID<T>;
  readonly response: Response;
  readonly request_id: string | null;
}

/** What a call came to, before its body is read. */
export interface Pending<T> {
  readonly response: Response;
  readonly requestID: string | null;
  /** Reads the body; called once. */
  readonly parse: () => Promise<T>;
}

/**
 * A promise of the answer. The request is sent at once; its body is read when the
 * answer is waited for.
 */
export class APIPromise<T> extends Promise<WithRequestID<T>> {
  readonly #pending: Promise<Pending<T>>;
  #parsed: Promise<WithRequestID<T>> | undefined;

  constructor(pending: Promise<Pending<T>>) {
    // The promise itself is never looked at: all ways to its result lead through `then`.
    super((resolve) => {
      resolve(undefined as WithRequestID<T>);
    });
    this.#pending = pending;
  }

  /** The raw response, its body unread. Rejects as the call itself would. */
  async asResponse(): Promise<Response> {
    return (await this.#pending).response;
  }

  /** The answer together with the response, whose body has been read. */
  async withResponse(): Promise<WithResponse<T>> {
    const [data, { response, requestID }] = await Promise.all([
      this.#read(),
      this.#pending,
    ]);
    return { data, response, request_id: requestID };
  }

  #read(): Promise<WithRequestID<T>> {
    this.#parsed ??= this.#pending.then(
      async ({ parse }) => (await parse()) as WithRequestID<T>,
    );
    return this.#parsed;
  }

  override then<A = WithRequestID<T>, B = never>(
    onfulfilled?: ((value: WithRequestID<T>) => A | PromiseLike<A>) | null,
    onrejected?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    return this.#read().then(onfulfilled, onrejected);
  }

  override catch<B = never>(
    onrejected?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<WithRequestID<T> | B> {
    return this.#read().catch(onrejected);
  }

  override finally(onfinally?: (() => void) | null): Promise<WithRequestID<T>> {
    return this.#read().finally(onfinally);
  }
}
