/** JSON Lines: one value a line, read as the events of a stream are. No I/O. */

import { type Decoder, type Event, EventTooLarge, bytes } from "./events.js";

/** Blanks, and the sign that may stand before a value (RFC 7464). */
const AROUND = /^[ \t\r\x1e]+|[ \t\r\x1e]+$/g;

/**
 * Turns the chunks of one stream, however they are cut, into lines.
 *
 * Empty lines only keep the connection alive. The last line needs no end. `limit` is in
 * bytes.
 */
export class LineDecoder implements Decoder {
  readonly #text = new TextDecoder();
  readonly #limit: number;
  #line: string[] = [];
  #held = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  *feed(chunk: Uint8Array): Generator<Event, void> {
    const ended = this.#text.decode(chunk, { stream: true }).split("\n");
    const rest = ended.pop() ?? "";
    for (const text of ended) {
      this.#hold(text);
      yield* this.#taken();
    }
    if (rest !== "") this.#hold(rest);
  }

  *rest(): Generator<Event, void> {
    yield* this.#taken();
  }

  *#taken(): Generator<Event, void> {
    const data = this.#line.join("").replace(AROUND, "");
    this.#line = [];
    this.#held = 0;
    if (data !== "") yield { event: "message", data };
  }

  #hold(text: string): void {
    this.#line.push(text);
    this.#held += bytes(text);
    if (this.#held > this.#limit)
      throw new EventTooLarge(
        `a line of more than ${String(this.#limit)} bytes`,
      );
  }
}
