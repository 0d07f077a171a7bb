/** The client of OpenAI images. Generated; do not edit. */

import { BaseClient } from "./core/client.js";
import type { CommonOptions, Facts, Secret } from "./core/options.js";
import { Images } from "./resources/images.js";
import { type ModelName, violations } from "./validators.js";

const FACTS: Facts = {
  baseURL: "https://api.openai.com/v1",
  credentials: {
    bearerAuth: {
      place: "header",
      name: "Authorization",
      prefix: "Bearer ",
      options: ["apiKey"],
    },
  },
  security: [["bearerAuth"]],
  always: true,
  headers: { organization: "OpenAI-Organization", project: "OpenAI-Project" },
  environment: {
    apiKey: "OPENAI_API_KEY",
    baseURL: "OPENAI_BASE_URL",
    organization: "OPENAI_ORG_ID",
    project: "OPENAI_PROJECT_ID",
    log: "OPENAI_LOG",
  },
  variables: {},
  requestID: "x-request-id",
  envelope: "error",
  end: "[DONE]",
};

/** What a client takes. */
export interface ClientOptions extends CommonOptions {
  /**
   * The key, or a function that is asked for it at each try. Else the
   * environment's `OPENAI_API_KEY`.
   */
  apiKey?: Secret | null | undefined;
  /**
   * Sent as `OpenAI-Organization`; null for not at all. Else the environment's
   * `OPENAI_ORG_ID`.
   */
  organization?: string | null | undefined;
  /**
   * Sent as `OpenAI-Project`; null for not at all. Else the environment's
   * `OPENAI_PROJECT_ID`.
   */
  project?: string | null | undefined;
}

/**
 * A client of OpenAI images.
 *
 * Image generation as the Ruby and Java reference pages of December 2025
 * describe it.
 */
export class OpenAI extends BaseClient<ClientOptions> {
  readonly images: Images = new Images(this);

  constructor(options: ClientOptions = {}) {
    super(
      FACTS,
      (model, value) => violations(model as ModelName, value),
      options,
    );
  }

  /** Sent as `OpenAI-Organization`. */
  get organization(): string | null {
    return this.own("organization") as string | null;
  }

  /** Sent as `OpenAI-Project`. */
  get project(): string | null {
    return this.own("project") as string | null;
  }
}
