/** Answers that go on: items across pages, of which one is asked for at a time. */

import { SDKError } from "./errors.js";
import { APIPromise } from "./promise.js";

/**
 * How an operation goes on to its next page.
 *
 * `items` and `signal` are ways through the answer. The argument `wire`, of the query or
 * of the body, becomes what stands at `signal` (`cursor`), the `last` of the last item
 * (`after`), one more (`page`), or as many more as there were items (`offset`). Where
 * `signal` says that there are no more, or there are no items, that is the end.
 */
export interface Pages {
  readonly kind: "cursor" | "after" | "page" | "offset";
  readonly wire: string;
  readonly items: readonly string[];
  readonly signal?: readonly string[];
  readonly last?: string;
  readonly first?: number;
  readonly inBody?: boolean;
}

function at(value: unknown, way: readonly string[]): unknown {
  let found = value;
  for (const key of way) {
    if (typeof found !== "object" || found === null) return undefined;
    if (!Object.hasOwn(found, key)) return undefined;
    found = (found as Readonly<Record<string, unknown>>)[key];
  }
  return found;
}

/** What the argument is for the next page, where it was `given` for this one; undefined
 * if there is no next page. */
function following(
  pages: Pages,
  answer: unknown,
  items: readonly unknown[],
  given: unknown,
): unknown {
  const signal = pages.signal ? at(answer, pages.signal) : undefined;
  if (items.length === 0 || signal === false) return undefined;
  if (pages.kind === "cursor" || pages.kind === "after") {
    const found =
      pages.kind === "cursor" ? signal : at(items.at(-1), [pages.last ?? "id"]);
    const known =
      typeof found === "number" || (typeof found === "string" && found !== "");
    return known && found !== given ? found : undefined;
  }
  const first = pages.kind === "page" ? (pages.first ?? 1) : 0;
  return number(given, first) + (pages.kind === "page" ? 1 : items.length);
}

function number(given: unknown, otherwise: number): number {
  if (typeof given === "number" && Number.isInteger(given)) return given;
  return typeof given === "string" && /^\d+$/.test(given)
    ? Number(given)
    : otherwise;
}

/** A page: the `answer` as it came, and its items as `data`. Iterating it gives the
 * items of this and all following pages. */
export class Page<Item, Answer> implements AsyncIterable<Item> {
  readonly answer: Answer;
  readonly data: readonly Item[];
  readonly #next: unknown;
  readonly #call: (value: unknown) => PagePromise<Item, Answer>;

  constructor(
    pages: Pages,
    answer: Answer,
    given: unknown,
    call: (value: unknown) => PagePromise<Item, Answer>,
  ) {
    const found = at(answer, pages.items);
    this.answer = answer;
    this.data = Array.isArray(found) ? (found as Item[]) : [];
    this.#next = following(pages, answer, this.data, given);
    this.#call = call;
  }

  /** Whether there may be more items; nothing is asked for. */
  hasNextPage(): boolean {
    return this.#next !== undefined;
  }

  /** Asks for the next page. Throws SDKError if this is the last one. */
  getNextPage(): PagePromise<Item, Answer> {
    if (this.#next === undefined)
      throw new SDKError("this is the last page; ask hasNextPage first");
    return this.#call(this.#next);
  }

  /** This page and all that follow. */
  async *iterPages(): AsyncGenerator<Page<Item, Answer>, void> {
    // eslint-disable-next-line @typescript-eslint/no-this-alias -- the first of several
    let page: Page<Item, Answer> = this;
    yield page;
    while (page.hasNextPage()) {
      page = await page.getNextPage();
      yield page;
    }
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Item, void> {
    for await (const page of this.iterPages()) yield* page.data;
  }
}

/** A promise of a page, which can also be iterated as that can. */
export class PagePromise<Item, Answer>
  extends APIPromise<Page<Item, Answer>>
  implements AsyncIterable<Item>
{
  async *[Symbol.asyncIterator](): AsyncGenerator<Item, void> {
    const first = await this;
    yield* first;
  }
}
