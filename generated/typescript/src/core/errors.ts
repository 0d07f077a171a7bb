/** What can go wrong: one base, and a class for each kind of failure. */

import { ERROR } from "./about.js";

/** Names a class for people, whatever a bundler calls it. */
function named(kind: { readonly prototype: Error }, name: string): void {
  Object.defineProperty(kind.prototype, "name", {
    value: name,
    configurable: true,
    writable: true,
  });
}

/** Base of all errors of this package. */
export class SDKError extends Error {
  static {
    named(this, ERROR);
  }
}

/** An argument that cannot be sent, or an option that means nothing. */
export class ArgumentError extends SDKError {
  static {
    named(this, "ArgumentError");
  }
}

/** What is known of a failure beside its message. */
export interface Failure {
  readonly cause?: unknown;
  readonly status?: number | undefined;
  readonly headers?: Headers | undefined;
  readonly body?: unknown;
  readonly requestID?: string | null;
}

/** The API, or the way to it, failed. */
export class APIError extends SDKError {
  static {
    named(this, "APIError");
  }

  /** The status of the answer, if there was one. */
  readonly status: number | undefined;
  /** The headers of the answer, if there was one. */
  readonly headers: Headers | undefined;
  /**
   * What the API said of it: the JSON inside its error envelope, else the whole JSON,
   * else the text; undefined if it said nothing.
   */
  readonly body: unknown;
  /** The API's id of the request, if it told one. */
  readonly requestID: string | null;
  readonly code: string | null | undefined;
  readonly param: string | null | undefined;
  readonly type: string | undefined;

  constructor(message: string, failure: Failure = {}) {
    super(message, "cause" in failure ? { cause: failure.cause } : undefined);
    this.status = failure.status;
    this.headers = failure.headers;
    this.body = failure.body;
    this.requestID = failure.requestID ?? null;
    this.code = said(failure.body, "code");
    this.param = said(failure.body, "param");
    this.type = said(failure.body, "type") ?? undefined;
  }

  /** The same as `body`. */
  get error(): unknown {
    return this.body;
  }
}

function said(body: unknown, key: string): string | null | undefined {
  if (typeof body !== "object" || body === null) return undefined;
  return Object.hasOwn(body, key)
    ? (body as Record<string, string | null>)[key]
    : undefined;
}

/** The API was not reached, or the connection broke; `cause` says how. */
export class APIConnectionError extends APIError {
  static {
    named(this, "APIConnectionError");
  }

  constructor(message = "Connection error.", failure: Failure = {}) {
    super(message, failure);
  }
}

/** The API did not answer in time. */
export class APIConnectionTimeoutError extends APIConnectionError {
  static {
    named(this, "APIConnectionTimeoutError");
  }

  constructor(message = "Request timed out.", failure: Failure = {}) {
    super(message, failure);
  }
}

/** The caller's signal ended the call. */
export class APIUserAbortError extends APIError {
  static {
    named(this, "APIUserAbortError");
  }

  constructor(message = "Request was aborted.", failure: Failure = {}) {
    super(message, failure);
  }
}

/** A success that cannot be read: no JSON, no event stream, an event too large. */
export class APIResponseValidationError extends APIError {
  static {
    named(this, "APIResponseValidationError");
  }
}

/** The API answered with a status that is no success. */
export class APIStatusError extends APIError {
  static {
    named(this, "APIStatusError");
  }

  declare readonly status: number;
  declare readonly headers: Headers;
}

/** Status 400: the request was refused. */
export class BadRequestError extends APIStatusError {
  static {
    named(this, "BadRequestError");
  }
}

/** Status 401: the credentials are missing or wrong. */
export class AuthenticationError extends APIStatusError {
  static {
    named(this, "AuthenticationError");
  }
}

/** Status 403: the credentials do not allow this. */
export class PermissionDeniedError extends APIStatusError {
  static {
    named(this, "PermissionDeniedError");
  }
}

/** Status 404: there is no such thing. */
export class NotFoundError extends APIStatusError {
  static {
    named(this, "NotFoundError");
  }
}

/** Status 409: something else is at work on the same thing. */
export class ConflictError extends APIStatusError {
  static {
    named(this, "ConflictError");
  }
}

/** Status 422: the request was understood, but cannot be followed. */
export class UnprocessableEntityError extends APIStatusError {
  static {
    named(this, "UnprocessableEntityError");
  }
}

/** Status 429: too many requests, or the quota is used up. */
export class RateLimitError extends APIStatusError {
  static {
    named(this, "RateLimitError");
  }
}

/** Status 500 and above: the server failed. */
export class InternalServerError extends APIStatusError {
  static {
    named(this, "InternalServerError");
  }
}

const BY_STATUS: Readonly<Record<number, typeof APIStatusError>> = {
  400: BadRequestError,
  401: AuthenticationError,
  403: PermissionDeniedError,
  404: NotFoundError,
  409: ConflictError,
  422: UnprocessableEntityError,
  429: RateLimitError,
};

/** The class of errors that a status raises. */
export function statusClass(status: number): typeof APIStatusError {
  if (status >= 500) return InternalServerError;
  return BY_STATUS[status] ?? APIStatusError;
}
