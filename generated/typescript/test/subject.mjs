// What is tested: the client of this package, under names that all tests share.
import { OpenAI } from "../dist/index.js";

export const KEY = "key-that-nobody-may-see";

/** The options that let a client in. */
export const SECRETS = { apiKey: KEY };

export const REQUEST_ID = "x-request-id";
export const ENVELOPE = "error";
export const END = "[DONE]";

/** A client of a server at some address. */
export function client(baseURL, options = {}) {
  return new OpenAI({ ...SECRETS, baseURL, ...options });
}
