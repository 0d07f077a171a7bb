/**
 * What is told of calls: methods, paths, statuses, request ids, retries and broken
 * constraints; never bodies, headers, queries or keys.
 */

export const LEVELS = ["off", "error", "warn", "info", "debug"] as const;

/** What is told, and all that is graver. */
export type LogLevel = (typeof LEVELS)[number];

/** Where it is told; `console` is one. */
export interface Logger {
  error(message: string, ...rest: unknown[]): void;
  warn(message: string, ...rest: unknown[]): void;
  info(message: string, ...rest: unknown[]): void;
  debug(message: string, ...rest: unknown[]): void;
}

/** A logger that is silent about what is below its level. */
export class Log {
  readonly #logger: Logger;
  readonly #level: number;

  constructor(logger: Logger, level: LogLevel) {
    this.#logger = logger;
    this.#level = LEVELS.indexOf(level);
  }

  tell(level: Exclude<LogLevel, "off">, message: () => string): void {
    if (LEVELS.indexOf(level) <= this.#level) this.#logger[level](message());
  }
}

/** A text that ends no line of a log. */
export function printable(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, "?");
}
