/**
 * Rules of a constraint table as types: what can be decided about a request before it
 * runs. A field is decided by its type; what may or may not be there, and what is of a
 * wide type such as `string`, decides nothing, and no rule refuses it.
 */

declare const absent: unique symbol;
declare const unsure: unique symbol;

/** The type of a field that is not there, or is null. */
export interface Absent {
  readonly [absent]: true;
}

/** The type of a field of which nobody can tell. */
export interface Unsure {
  readonly [unsure]: true;
}

/** The type of a field of which the server assumes some value of a family. */
export interface SomeOf<Family> {
  readonly some: Family;
}

/** What a field must be, that breaks a rule: no value is of this type. */
export interface Refused<Why extends string> {
  readonly [unsure]: Why;
}

type IsAny<T> = 0 extends 1 & T ? true : false;

/** A field of a request of type `P`, as rules see it. */
export type Sent<P, Field extends PropertyKey> = Field extends keyof P
  ? Told<P[Field]>
  : Absent;

type Told<V> =
  IsAny<V> extends true
    ? Unsure
    : [V] extends [never]
      ? Unsure
      : [V] extends [null | undefined]
        ? Absent
        : null extends V
          ? Unsure
          : undefined extends V
            ? Unsure
            : [V] extends [string]
              ? `${V}`
              : V;

/** A field as it was sent; what is assumed, where it was not. */
export type Assumed<V, Otherwise> = [V] extends [Absent] ? Otherwise : V;

/** What a row of defaults gives: its value where it surely applies, what other rows give
 * where it surely does not. */
export type Row<Applies, Never, V, Otherwise> = Applies extends true
  ? V
  : Never extends true
    ? Otherwise
    : Unsure;

/** Whether a field is surely there. */
export type IsSent<V> = [V] extends [Absent | Unsure] ? false : true;

/** Whether a field is surely not there. */
export type IsUnsent<V> = [V] extends [Absent] ? true : false;

/** Whether it is known what a field is, sent or assumed. */
export type IsKnown<V> = [V] extends [Absent | Unsure]
  ? false
  : V extends SomeOf<unknown>
    ? false
    : true;

/** Whether a value is surely one of some. */
export type Is<V, Values> =
  IsKnown<V> extends true ? ([V] extends [Values] ? true : false) : false;

/** Whether a value is surely none of some. */
export type IsNot<V, Values> =
  IsKnown<V> extends true
    ? [Extract<Values, V>] extends [never]
      ? true
      : false
    : false;

/** Whether a value surely lies in families of these values, or of these names. */
export type Within<V, Values, Families> =
  V extends SomeOf<infer Family>
    ? [Family] extends [Families]
      ? true
      : false
    : Is<V, Values>;

/** Whether all of some are true. */
export type All<T extends readonly boolean[]> = [T[number]] extends [true]
  ? true
  : false;

/** Whether one of some is true. */
export type Some<T extends readonly boolean[]> = true extends T[number]
  ? true
  : false;

/** What a field must also be, if a rule is broken: what nothing is. */
export type Unless<
  Broken extends boolean,
  Field extends PropertyKey,
  Why extends string,
> = Broken extends true ? { readonly [K in Field]: Refused<Why> } : unknown;

/** What fields must also be that a request does not have. */
export type Undeclared<P, Fields extends PropertyKey> = {
  readonly [K in Exclude<keyof P, Fields>]: Refused<"not a known field">;
};

/** What a call answers with, by the field that asks for a stream. */
export type Chosen<P, Field extends PropertyKey, Plain, Streamed> =
  Is<Sent<P, Field>, true> extends true
    ? Streamed
    : Some<[IsUnsent<Sent<P, Field>>, Is<Sent<P, Field>, false>]> extends true
      ? Plain
      : Plain | Streamed;
