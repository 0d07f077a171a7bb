/** What is wrong with a value, and how it is found. */

import { SDKError } from "./errors.js";
import { type JSONObject, isObject, own } from "./values.js";

export type Severity = "error" | "warn";

/** A broken constraint. */
export interface Violation {
  /** The id of the rule; of what the schema says, `field.keyword`. */
  readonly rule: string;
  /** Where: a JSON Pointer (RFC 6901). */
  readonly path: string;
  /** What must hold; it never repeats the value. */
  readonly message: string;
  readonly severity: Severity;
  /** The document and the place that state the rule, or "schema". */
  readonly source: string;
}

/** The request breaks constraints; nothing was sent. */
export class ConstraintError extends SDKError {
  static {
    Object.defineProperty(this.prototype, "name", {
      value: "ConstraintError",
      configurable: true,
      writable: true,
    });
  }

  readonly violations: readonly Violation[];

  constructor(violations: readonly Violation[]) {
    super(
      violations.map(({ message, rule }) => `${message} (${rule})`).join("; "),
    );
    this.violations = violations;
  }
}

/** What can be violated, wherever it is. */
export type Check = Omit<Violation, "path">;

/** What the schema says; its id gets in front what leads to the object. */
export function schema(rule: string, message: string): Check {
  return { rule, message, severity: "error", source: "schema" };
}

/** What a row of the table says. */
export function row(
  rule: string,
  message: string,
  source: string,
  severity: Severity = "error",
): Check {
  return { rule, message, severity, source };
}

/** How an object is judged: its structure, its undeclared keys, its rules. */
export interface Shape {
  readonly structure?: (
    object: JSONObject,
    place: Place,
    found: Findings,
  ) => void;
  readonly fields: ReadonlySet<string>;
  /** What undeclared keys are; admitted, if that is not said. */
  readonly undeclared?: Severity;
  readonly rules?: (object: JSONObject, place: Place, found: Findings) => void;
}

/** Where an object is: its path, and what ids of its structure begin with. */
export interface Place {
  readonly path: string;
  readonly prefix: string;
}

const NOT_AN_OBJECT: Check = schema("type", "the value must be an object");
const TOP: Place = { path: "", prefix: "" };

/** What stands for a field that something is wrong with, or that nobody can know. */
export const INVALID: unique symbol = Symbol("invalid");

/** Some value of a family; which one is not known. */
export class SomeOf {
  constructor(readonly family: string) {}
}

/** Everything that is wrong with a value: structure first, then rules. */
export function judge(shape: Shape, value: unknown): Violation[] {
  const found = new Findings();
  if (isObject(value)) {
    found.enter(shape, value, "", TOP, "");
    found.settle();
  } else {
    found.add(NOT_AN_OBJECT, "");
  }
  return found.violations();
}

/** What was found so far. */
export class Findings {
  readonly #found: Violation[] = [];
  readonly #objects: (readonly [
    shape: Shape,
    object: JSONObject,
    place: Place,
  ])[] = [];
  #invalid: ReadonlySet<string> = new Set();

  /** Judges the structure of an object below another, and later its rules. */
  enter(
    shape: Shape,
    value: unknown,
    path: string,
    outer: Place,
    prefix: string,
  ): void {
    const object = value as JSONObject;
    const place = { path, prefix: outer.prefix + prefix };
    this.#objects.push([shape, object, place]);
    shape.structure?.(object, place, this);
  }

  /** Adds a violation. `place` is where the structure of an object is judged. */
  add(check: Check, path: string, place: Place = TOP): void {
    this.#found.push({
      rule: place.prefix + check.rule,
      path,
      message: check.message,
      severity: check.severity,
      source: check.source,
    });
  }

  /** The same, with the length of the value in the message. */
  measured(
    check: Check,
    length: number,
    path: string,
    place: Place = TOP,
  ): void {
    const message = `${check.message} (has ${String(length)})`;
    this.add({ ...check, message }, path, place);
  }

  /** Undeclared keys and rules, once the structure of all objects has been judged. */
  settle(): void {
    this.#invalid = new Set(this.#found.map(({ path }) => path));
    for (const [shape, object, { path }] of this.#objects) {
      if (shape.undeclared === undefined) continue;
      const unknown = schema("unknown", "not a known field");
      for (const key of undeclared(object, shape.fields))
        this.add({ ...unknown, severity: shape.undeclared }, step(path, key));
    }
    for (const [shape, object, place] of this.#objects)
      shape.rules?.(object, { ...place, prefix: "" }, this);
  }

  /**
   * A field as rules see it: undefined if absent or null, INVALID if its structure, or
   * that of an object around it, is wrong.
   */
  sent(object: JSONObject, place: Place, ...keys: readonly string[]): unknown {
    let value: unknown = object;
    let path = place.path;
    for (const key of keys) {
      if (this.#invalid.size > 0) {
        path = step(path, key);
        if (this.#invalid.has(path)) return INVALID;
      }
      value = isObject(value) ? own(value, key) : undefined;
      if (value === null || value === undefined) return undefined;
    }
    return value;
  }

  /** All of it, each pair of rule and path once. */
  violations(): Violation[] {
    if (this.#found.length < 2) return this.#found;
    const known = new Set<string>();
    return this.#found.filter(({ rule, path }) => {
      const pair = `${rule} ${path}`;
      return !known.has(pair) && known.add(pair);
    });
  }
}

/** The keys of an object that are no declared fields, by code points. */
export function undeclared(
  object: JSONObject,
  fields: ReadonlySet<string> = new Set(),
): string[] {
  const keys = Object.keys(object);
  const found = keys.filter(
    (key) => !fields.has(key) && object[key] !== undefined,
  );
  return found.length > 1 ? found.sort(byCodePoints) : found;
}

/** A JSON Pointer, one key longer. */
export function step(path: string, key: string): string {
  return `${path}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`;
}

/** Half a surrogate pair counts as itself. */
function byCodePoints(one: string, other: string): number {
  let index = 0;
  for (;;) {
    const a = one.codePointAt(index);
    const b = other.codePointAt(index);
    if (a !== b || a === undefined) return (a ?? -1) - (b ?? -1);
    index += a > 0xffff ? 2 : 1;
  }
}

/** Whether so many fields are sent, if invalid ones are not. */
export function atLeast(
  number: number,
  ...values: readonly unknown[]
): boolean {
  return values.filter(isSent).length >= number;
}

/** Whether not more fields are sent, if invalid ones are. */
export function atMost(number: number, ...values: readonly unknown[]): boolean {
  return values.filter((value) => value !== undefined).length <= number;
}

/** Whether a field has a value, and it is known which. */
export function isKnown(value: unknown): boolean {
  return value !== undefined && value !== INVALID && !(value instanceof SomeOf);
}

/** Whether a field was sent, and nothing is wrong with it. */
export function isSent(value: unknown): boolean {
  return value !== undefined && value !== INVALID;
}

/** Whether a value is some value of one of these families. */
export function isSomeOf(
  value: unknown,
  ...families: readonly string[]
): boolean {
  return value instanceof SomeOf && families.includes(value.family);
}

/** The values of an object by escaped keys, those of declared fields apart, in the
 * order of code points. */
export function* entries(
  value: unknown,
  fields?: ReadonlySet<string>,
): Generator<readonly [string, unknown]> {
  const object = value as JSONObject;
  for (const key of undeclared(object, fields))
    yield [step("", key).slice(1), object[key]];
}
