/** What all resources have. */

import type { BaseClient } from "./client.js";

/** Some methods of an API, which the client makes the calls for. */
export class APIResource {
  protected readonly _client: BaseClient;

  constructor(client: BaseClient) {
    this._client = client;
  }
}
