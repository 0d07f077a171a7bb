/** Bodies as they arrive, watched for silence and for the caller's word. */

/** A clock that ends a response: when nothing comes in time, or the caller says so. */
export class Watch {
  readonly controller = new AbortController();
  readonly #timeout: number;
  readonly #caller: AbortSignal | null | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #timedOut = false;

  constructor(timeout: number, caller: AbortSignal | null | undefined) {
    this.#timeout = timeout;
    this.#caller = caller;
    if (caller?.aborted) this.#abort();
    else caller?.addEventListener("abort", this.#abort);
  }

  readonly #abort = (): void => {
    this.controller.abort(this.#caller?.reason);
  };

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** Whether the caller's signal was aborted. */
  get aborted(): boolean {
    return this.#caller?.aborted === true;
  }

  get timedOut(): boolean {
    return this.#timedOut;
  }

  /** Begins to wait for something. */
  start(): void {
    this.stop();
    this.#timer = setTimeout(() => {
      this.#timedOut = true;
      this.controller.abort(new DOMException("timed out", "TimeoutError"));
    }, this.#timeout);
  }

  /** It came. */
  stop(): void {
    clearTimeout(this.#timer);
  }

  /** Nothing more is waited for. */
  end(): void {
    this.stop();
    this.#caller?.removeEventListener("abort", this.#abort);
  }
}

/** The chunks of a body; leaving the loop gives the connection back. */
export async function* chunks(
  response: Response,
  watch: Watch,
): AsyncGenerator<Uint8Array, void> {
  const reader = response.body?.getReader();
  if (reader === undefined) return;
  try {
    for (;;) {
      watch.start();
      const { done, value } = await reader.read();
      watch.stop();
      if (done) return;
      yield value;
    }
  } finally {
    watch.end();
    await reader.cancel().catch(() => undefined);
  }
}

/** A whole body, or its first bytes. */
export async function read(
  response: Response,
  watch: Watch,
  most = Infinity,
): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of chunks(response, watch)) {
    parts.push(chunk);
    length += chunk.length;
    if (length >= most) break;
  }
  const [first] = parts;
  if (parts.length === 1 && first !== undefined) return first.subarray(0, most);
  const whole = new Uint8Array(length);
  let place = 0;
  for (const part of parts) {
    whole.set(part, place);
    place += part.length;
  }
  return length > most ? whole.subarray(0, most) : whole;
}
