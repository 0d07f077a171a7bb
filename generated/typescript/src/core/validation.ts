/** Requests are judged before they are sent. */

import { ConstraintError, type Violation, step } from "./constraints.js";
import { type Log, printable } from "./log.js";

export const MODES = ["error", "warn", "off"] as const;

/** Whether a broken constraint stops a request, is logged, or is not looked for. */
export type Mode = (typeof MODES)[number];

/**
 * Throws ConstraintError for violations of severity error, logs all others.
 *
 * In mode `warn` all are logged. No warning is given of undeclared keys that are in
 * `extra`: they were meant. Rules that are `ignored` are not looked at.
 */
export function check(
  found: readonly Violation[],
  extra: readonly string[],
  mode: Mode,
  ignored: ReadonlySet<string>,
  log: Log,
): void {
  const meant = new Set(extra.map((key) => step("", key)));
  const errors: Violation[] = [];
  for (const violation of found) {
    const { rule, path, message, severity } = violation;
    if (ignored.has(rule)) continue;
    if (rule === "unknown" && severity === "warn" && meant.has(path)) continue;
    if (severity === "error" && mode === "error") errors.push(violation);
    else
      log.tell(
        "warn",
        () => `${rule} at ${printable(path || "/")}: ${message}`,
      );
  }
  if (errors.length > 0) throw new ConstraintError(errors);
}
