/** What this package is called. */

export const PACKAGE = "openai-images";
export const VERSION = "2025.12.0";

/** The name of the base of all errors. */
export const ERROR = "OpenAIError";
