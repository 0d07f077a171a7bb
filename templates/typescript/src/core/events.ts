/**
 * Event streams, read by the rules of the HTML standard (9.2.6). No I/O.
 *
 * An event may be megabytes of base64 in one line, or one of a million short lines. So
 * the ends of lines are searched, not stepped to, and the pieces of a line are put
 * together once, when it ends.
 */

/** One event. `event` is "message" where the stream names none. */
export interface Event {
  readonly event: string;
  readonly data: string;
}

/** An event, or a line that does not end, is larger than a decoder may hold. */
export class EventTooLarge extends Error {}

/** Turns the chunks of one stream, however they are cut, into events or lines. */
export interface Decoder {
  /** What ends in this chunk; to be read up before the next chunk. */
  feed(chunk: Uint8Array): Iterable<Event>;
  /** What ends with the stream. */
  rest(): Iterable<Event>;
}

const ENDS = /[\r\n]/g;

/**
 * Reads events. The end of a stream ends no event: what follows the last empty line is
 * dropped. `limit` is in bytes: of the lines that make up an event, the unfinished one
 * included.
 */
export class EventDecoder implements Decoder {
  // It skips one byte order mark, also one that comes in pieces.
  readonly #text = new TextDecoder();
  readonly #limit: number;
  #afterCR = false;
  /** An unfinished line, in pieces. */
  #line: string[] = [];
  #data: string[] = [];
  #name = "";
  /** Bytes of the lines that name and data were read from. */
  #kept = 0;
  /** The same and the bytes of the unfinished line. */
  #held = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  *feed(chunk: Uint8Array): Generator<Event, void> {
    const text = this.#text.decode(chunk, { stream: true });
    let start = 0;
    if (this.#afterCR && text !== "") {
      // A CR ended its line at once: an event does not wait for the LF that may follow.
      this.#afterCR = false;
      if (text.startsWith("\n")) start = 1;
    }
    for (;;) {
      ENDS.lastIndex = start;
      const found = ENDS.exec(text);
      if (found === null) break;
      const end = found.index;
      const line = text.slice(start, end);
      start = end + 1;
      if (found[0] === "\r") {
        if (start === text.length) this.#afterCR = true;
        else if (text.startsWith("\n", start)) start += 1;
      }
      if (line !== "" || this.#line.length > 0) {
        this.#endLine(line);
        continue;
      }
      const event = this.#dispatched();
      if (event !== undefined) yield event;
    }
    if (start < text.length) {
      const rest = text.slice(start);
      this.#hold(rest);
      this.#line.push(rest);
    }
  }

  *rest(): Generator<Event, void> {
    // An unfinished event is dropped.
  }

  #dispatched(): Event | undefined {
    const event =
      this.#data.length === 0
        ? undefined
        : { event: this.#name || "message", data: this.#data.join("\n") };
    this.#data = [];
    this.#name = "";
    this.#kept = this.#held = 0;
    return event;
  }

  #hold(text: string): void {
    this.#held += bytes(text);
    if (this.#held > this.#limit)
      throw new EventTooLarge(
        `an event of more than ${String(this.#limit)} bytes`,
      );
  }

  /**
   * Keeps what the line says of the event, if anything.
   *
   * `id` and `retry` say how to connect again, which nothing here does. They go the way
   * of comments, whose name is empty, and of fields that have no meaning.
   */
  #endLine(last: string): void {
    this.#hold(last);
    this.#line.push(last);
    const line = this.#line.join("");
    this.#line = [];
    const colon = line.indexOf(":");
    const name = colon < 0 ? line : line.slice(0, colon);
    let value = colon < 0 ? "" : line.slice(colon + 1);
    if (value.startsWith(" ")) value = value.slice(1);
    if (name === "data") this.#data.push(value);
    else if (name === "event") this.#name = value;
    else this.#held = this.#kept;
    this.#kept = this.#held;
  }
}

/** The length of a text in UTF-8; of half a surrogate pair that of its stand-in. */
export function bytes(text: string): number {
  let length = text.length;
  if (/^[\x00-\x7f]*$/.test(text)) return length;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit > 0x7ff && (unit < 0xd800 || unit > 0xdfff)) length += 2;
    else if (unit > 0x7f) length += 1;
  }
  return length;
}
