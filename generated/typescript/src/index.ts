/** Generated; do not edit. */

export { type ClientOptions, OpenAI, OpenAI as default } from "./client.js";
export { VERSION } from "./core/about.js";
export {
  APIConnectionError,
  APIConnectionTimeoutError,
  APIError,
  APIResponseValidationError,
  APIStatusError,
  APIUserAbortError,
  ArgumentError,
  AuthenticationError,
  BadRequestError,
  ConflictError,
  InternalServerError,
  NotFoundError,
  PermissionDeniedError,
  RateLimitError,
  SDKError as OpenAIError,
  UnprocessableEntityError,
} from "./core/errors.js";
export { type Uploadable, toFile } from "./core/files.js";
export type { LogLevel, Logger } from "./core/log.js";
export type {
  Fetch,
  HeadersLike,
  RequestOptions,
  Secret,
} from "./core/options.js";
export { Page, PagePromise } from "./core/pages.js";
export { APIPromise, type WithResponse } from "./core/promise.js";
export { Stream } from "./core/streams.js";
export type { Mode } from "./core/validation.js";
export { Images } from "./resources/images.js";
export type * from "./models.js";
export type * from "./rules.js";
export {
  ConstraintError,
  type ModelName,
  type Violation,
  isValid,
  validate,
  violations,
} from "./validators.js";
