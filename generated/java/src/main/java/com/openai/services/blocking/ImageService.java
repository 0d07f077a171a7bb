package com.openai.services.blocking;

import com.openai.core.Arguments;
import com.openai.core.Calls;
import com.openai.core.Operation;
import com.openai.core.RequestOptions;
import com.openai.core.http.HttpResponseFor;
import com.openai.core.http.StreamResponse;
import com.openai.models.images.ImageGenStreamEvent;
import com.openai.models.images.ImageGenerateParams;
import com.openai.models.images.ImagesResponse;
import com.openai.validators.ImageGenerateParamsValidator;

/** The methods of <code>images</code>. */
public final class ImageService {
    private static final Operation GENERATE = Operation.of("POST", "/images/generations")
            .judge(ImageGenerateParamsValidator::violations)
            .streamField("stream");
    private static final Operation GENERATE_STREAMING = Operation.of("POST", "/images/generations")
            .judge(ImageGenerateParamsValidator::violations)
            .streamField("stream");

    private final WithRawResponse raw;

    /** Methods that are called as a client is told. */
    public ImageService(Calls calls) {
        this.raw = new WithRawResponse(calls);
    }

    /** The same methods, each with its response as it came. */
    public WithRawResponse withRawResponse() {
        return raw;
    }

    /**
     * Create image
     *
     * <p>Creates one or more images from a prompt. With <code>stream</code> the answer is an event stream of partial
     * images that ends with the finished one.
     */
    public ImagesResponse generate(ImageGenerateParams params) {
        return generate(params, RequestOptions.none());
    }

    /**
     * Create image
     *
     * <p>Creates one or more images from a prompt. With <code>stream</code> the answer is an event stream of partial
     * images that ends with the finished one.
     */
    public ImagesResponse generate(ImageGenerateParams params, RequestOptions requestOptions) {
        return raw.generate(params, requestOptions).parse();
    }

    /**
     * Create image
     *
     * <p>Creates one or more images from a prompt. With <code>stream</code> the answer is an event stream of partial
     * images that ends with the finished one.
     *
     * <p>What is answered comes as a stream, which the caller closes.
     */
    public StreamResponse<ImageGenStreamEvent> generateStreaming(ImageGenerateParams params) {
        return generateStreaming(params, RequestOptions.none());
    }

    /**
     * Create image
     *
     * <p>Creates one or more images from a prompt. With <code>stream</code> the answer is an event stream of partial
     * images that ends with the finished one.
     *
     * <p>What is answered comes as a stream, which the caller closes.
     */
    public StreamResponse<ImageGenStreamEvent> generateStreaming(
            ImageGenerateParams params, RequestOptions requestOptions) {
        return raw.generateStreaming(params, requestOptions).parse();
    }

    /** Methods whose responses are as they came. */
    public static final class WithRawResponse {
        private final Calls calls;

        private WithRawResponse(Calls calls) {
            this.calls = calls;
        }

        /** Calls the method of this name. */
        public HttpResponseFor<ImagesResponse> generate(ImageGenerateParams params, RequestOptions requestOptions) {
            return calls.json(GENERATE, Arguments.body(params), requestOptions, ImagesResponse::from);
        }

        /** Calls the method of this name. */
        public HttpResponseFor<StreamResponse<ImageGenStreamEvent>> generateStreaming(
                ImageGenerateParams params, RequestOptions requestOptions) {
            return calls.stream(GENERATE_STREAMING, Arguments.body(params), requestOptions, ImageGenStreamEvent::from);
        }
    }
}
