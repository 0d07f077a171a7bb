/** Generated; do not edit. */

import type { Operation } from "../core/operations.js";
import type { RequestOptions } from "../core/options.js";
import type { APIPromise } from "../core/promise.js";
import { APIResource } from "../core/resource.js";
import type { Chosen } from "../core/rules.js";
import type { Stream } from "../core/streams.js";
import type {
  ImageGenStreamEvent,
  ImageGenerateParams,
  ImagesResponse,
} from "../models.js";
import type { ImageGenerateParamsRules } from "../rules.js";

const IMAGES_GENERATE: Operation = {
  method: "POST",
  path: "/images/generations",
  object: true,
  stream: "stream",
  judge: "ImageGenerateParams",
};

/** What `images` of a client holds. */
export class Images extends APIResource {
  /**
   * Create image
   *
   * Creates one or more images from a prompt. With `stream` the answer is an
   * event stream of partial images that ends with the finished one.
   *
   * @returns The images, or with `stream` the events that lead to them.
   */
  generate<const P extends ImageGenerateParams>(
    body: P & ImageGenerateParamsRules<P>,
    options?: RequestOptions,
  ): APIPromise<
    Chosen<P, "stream", ImagesResponse, Stream<ImageGenStreamEvent>>
  > {
    return this._client._call(IMAGES_GENERATE, { body }, options);
  }
}
