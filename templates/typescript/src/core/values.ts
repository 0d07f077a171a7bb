/** JSON values: their kinds, and how they compare. */

/** An object as JSON has it. */
export type JSONObject = Readonly<Record<string, unknown>>;

/** A property of its own; undefined where there is none. */
export function own(object: JSONObject, key: string): unknown {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

export function isObject(value: unknown): value is JSONObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isArray(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

export function isString(value: unknown): value is string {
  return typeof value === "string";
}

export function isBoolean(value: unknown): value is boolean {
  return typeof value === "boolean";
}

export function isNull(value: unknown): value is null {
  return value === null;
}

/** A finite number. */
export function isNumber(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value);
}

/** An integer that is kept exact; 1.0 is one. */
export function isInteger(value: unknown): value is number {
  return Number.isSafeInteger(value);
}

const ASCII = /^[\0-\x7f]*$/;
const LONE =
  /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/** Whether a string holds no half of a surrogate pair. */
export function isUnicode(value: unknown): boolean {
  return ASCII.test(value as string) || !LONE.test(value as string);
}

/** The length of a string in code points. */
export function length(value: unknown): number {
  const text = value as string;
  if (ASCII.test(text)) return text.length;
  let count = text.length;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit >= 0xd800 && unit <= 0xdbff) {
      const next = text.charCodeAt(index + 1);
      if (next >= 0xdc00 && next <= 0xdfff) {
        count -= 1;
        index += 1;
      }
    }
  }
  return count;
}

/** The number of items of a list. */
export function size(value: unknown): number {
  return (value as readonly unknown[]).length;
}

/** A value that is known to be a number. */
export function num(value: unknown): number {
  return value as number;
}

/** Equality as JSON defines it: the order of keys is nothing. */
export function same(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (isArray(one))
    return (
      isArray(other) &&
      one.length === other.length &&
      one.every((item, index) => same(item, other[index]))
    );
  if (!isObject(one) || !isObject(other)) return false;
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(other).length &&
    keys.every((key) => Object.hasOwn(other, key) && same(one[key], other[key]))
  );
}

/** Whether a value equals one of `known`. */
export function isOneOf(value: unknown, known: readonly unknown[]): boolean {
  return known.some((other) => same(value, other));
}

/** Whether two items of a list are equal. */
export function hasTwins(value: unknown): boolean {
  const items = value as readonly unknown[];
  const plain = new Set<unknown>();
  const others: unknown[] = [];
  for (const item of items) {
    if (typeof item === "object" && item !== null) {
      if (isOneOf(item, others)) return true;
      others.push(item);
    } else {
      if (plain.has(item)) return true;
      plain.add(item);
    }
  }
  return false;
}

/** Whether a value is an object whose own property is one of some strings. */
export function isTagged(
  value: unknown,
  tag: string,
  ...known: readonly string[]
): boolean {
  const found = isObject(value) ? own(value, tag) : undefined;
  return typeof found === "string" && known.includes(found);
}

export type Kind =
  "null" | "boolean" | "integer" | "number" | "string" | "array" | "object";

const IS: Readonly<Record<Kind, (value: unknown) => boolean>> = {
  null: isNull,
  boolean: isBoolean,
  integer: isInteger,
  number: isNumber,
  string: isString,
  array: isArray,
  object: isObject,
};

/** What the keys of an object must be for it to be of an arm of a union: each with
 * whether it is needed, and the kinds that it may have (any, if none is said). */
export type Keys = readonly (readonly [
  key: string,
  needed: boolean,
  kinds: readonly Kind[],
])[];

function admits(keys: Keys, object: JSONObject): boolean {
  return keys.every(([key, needed, kinds]) => {
    const value = own(object, key);
    if (value === undefined) return !needed;
    return kinds.length === 0 || kinds.some((kind) => IS[kind](value));
  });
}

/** Whether an object may be of the arm at `index`, and of no other. */
export function isOnlyArm(
  value: unknown,
  arms: readonly Keys[],
  index: number,
): boolean {
  if (!isObject(value)) return false;
  return arms.every((keys, place) => admits(keys, value) === (place === index));
}

/** The items of a list with their indices; what is missing is null, as it is sent. */
export function* items(value: unknown): Generator<readonly [number, unknown]> {
  const list = value as readonly unknown[];
  for (let index = 0; index < list.length; index += 1)
    yield [index, list[index] ?? null];
}

/** Whether a pattern matches somewhere in a string. */
export function matches(pattern: RegExp, value: unknown): boolean {
  return pattern.test(value as string);
}

/** The numbers in a string of a form; undefined for any other value. */
export function captures(form: RegExp, value: unknown): number[] | undefined {
  const found = typeof value === "string" ? form.exec(value) : null;
  return found?.slice(1).map(Number);
}

/** The product of two numbers, if they are there. */
export function times(
  one: number | undefined,
  other: number | undefined,
): number | undefined {
  return one === undefined || other === undefined ? undefined : one * other;
}
