"""What a user of the package may write: every public name, in its place.

Type checkers read this file (`tests/client/test_typing.py`), and `main` really runs.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator

from openai_images import (
    UNSET,
    APIConnectionError,
    APIError,
    APIResponse,
    APIResponseValidationError,
    APIStatusError,
    APITimeoutError,
    ArgumentError,
    AsyncAPIResponse,
    AsyncOpenAI,
    AsyncStream,
    AuthenticationError,
    BadRequestError,
    ConflictError,
    ConstraintError,
    DefaultAsyncHttpxClient,
    DefaultHttpxClient,
    Image,
    ImageGenCompletedEvent,
    ImageGenCompletedEventUsage,
    ImageGenCompletedEventUsageInputTokensDetails,
    ImageGenerateParams,
    ImageGenPartialImageEvent,
    ImageGenStreamEvent,
    ImageModel,
    ImagesResponse,
    ImagesResponseUsage,
    ImagesResponseUsageInputTokensDetails,
    ImagesResponseUsageOutputTokensDetails,
    InternalServerError,
    NotFoundError,
    OpenAI,
    OpenAIError,
    PermissionDeniedError,
    RateLimitError,
    RawResponse,
    Stream,
    Timeout,
    UnprocessableEntityError,
    Unset,
    Violation,
    is_valid,
    validate,
    violations,
)

PROMPT = "A cute baby sea otter"
MODEL: ImageModel = "gpt-image-1.5"
STATUSES: dict[int, type[APIStatusError]] = {
    400: BadRequestError,
    401: AuthenticationError,
    403: PermissionDeniedError,
    404: NotFoundError,
    409: ConflictError,
    422: UnprocessableEntityError,
    429: RateLimitError,
    500: InternalServerError,
}


def client(url: str) -> OpenAI:
    """A client with an own pool, and every option of a client."""
    return OpenAI(
        api_key=lambda: "test-key",
        organization="org-1",
        project=None,
        base_url=url,
        timeout=Timeout(30, connect=5),
        max_retries=1,
        default_headers={"x-own": "1"},
        http_client=DefaultHttpxClient(),
        validate="error",
        ignore_rules={"style-models"},
        max_event_size=2**20,
    )


def usage_of(images: ImagesResponse) -> list[int]:
    """Tokens, one by one: everything may be missing."""
    usage: ImagesResponseUsage | None = images.usage
    assert usage is not None
    details: ImagesResponseUsageInputTokensDetails = usage.input_tokens_details
    more: ImagesResponseUsageOutputTokensDetails | None = usage.output_tokens_details
    assert more is None or more.text_tokens >= 0
    return [usage.input_tokens, details.image_tokens, usage.total_tokens]


def links(images: ImagesResponse) -> list[str]:
    """The links of all images."""
    found: list[Image] = images.data or []
    return [image.url for image in found if image.url]


def said(event: ImageGenStreamEvent) -> str:
    """One event in words; what is unknown comes as it is."""
    if isinstance(event, ImageGenPartialImageEvent):
        return f"{event.partial_image_index}: {event.b64_json}"
    if isinstance(event, ImageGenCompletedEvent):
        usage: ImageGenCompletedEventUsage = event.usage
        details: ImageGenCompletedEventUsageInputTokensDetails
        details = usage.input_tokens_details
        return f"{event.type} {details.text_tokens}"
    return str(event.get("type"))


def told(stream: Stream[ImageGenStreamEvent]) -> Iterator[str]:
    """Every event in words."""
    with stream:
        yield from map(said, stream)


async def told_later(stream: AsyncStream[ImageGenStreamEvent]) -> AsyncIterator[str]:
    """The same, later."""
    async with stream:
        async for event in stream:
            yield said(event)


def checked(prompt: str, user: str | Unset = UNSET) -> list[str]:
    """What is wrong with a request, before there is any client."""
    params = ImageGenerateParams(prompt=prompt, model=MODEL, style="vivid", user=user)
    found: list[Violation] = violations(ImageGenerateParams, params)
    assert not is_valid(ImageGenerateParams, params)
    try:
        validate(ImageGenerateParams, params.to_dict())
    except ConstraintError as error:
        assert [*error.violations] == found
    return [f"{entry.rule} {entry.path}: {entry.message}" for entry in found]


def reason(error: OpenAIError) -> str:
    """Every class of error, from the special to the general."""
    if isinstance(error, ConstraintError):
        return error.violations[0].rule
    if isinstance(error, ArgumentError):
        return f"cannot be sent: {error}"
    if isinstance(error, APIStatusError):
        assert isinstance(error, STATUSES.get(error.status_code, APIStatusError))
        return f"{error.status_code} {error.code} {error.param} {error.type}"
    if isinstance(error, APITimeoutError):
        return "too slow"
    if isinstance(error, APIConnectionError | APIResponseValidationError):
        return f"{error.message} {error.__cause__}"
    return error.message if isinstance(error, APIError) else str(error)


def once(own: OpenAI) -> list[str]:
    """Every way to call, and what it says."""
    images = own.images.generate(prompt=PROMPT, model=MODEL, n=1, timeout=5)
    lines = [*links(images), *map(str, usage_of(images)), str(images.request_id)]
    lines += told(own.images.generate(prompt=PROMPT, model=MODEL, stream=True))
    raw: RawResponse[ImagesResponse] = own.images.with_raw_response.generate(
        prompt=PROMPT, extra_headers={"x-own": "2"}, extra_query={"a": "b"}
    )
    lines += [raw.method, str(raw.status_code), *links(raw.parse())]
    with own.images.with_streaming_response.generate(prompt=PROMPT) as response:
        body: APIResponse[ImagesResponse] = response
        lines += links(body.parse())
    try:
        own.with_options(max_retries=0).images.generate(prompt=PROMPT, style="vivid")
    except OpenAIError as error:
        lines.append(reason(error))
    return lines + checked(PROMPT)


async def later(url: str) -> list[str]:
    """The same with the asynchronous client."""
    async with AsyncOpenAI(
        api_key="test-key", base_url=url, http_client=DefaultAsyncHttpxClient()
    ) as own:
        images = await own.images.generate(prompt=PROMPT, extra_body={"x-new": 1})
        lines = links(images)
        stream = await own.images.generate(prompt=PROMPT, model=MODEL, stream=True)
        lines += [line async for line in told_later(stream)]
        lines += links(
            (await own.images.with_raw_response.generate(prompt=PROMPT)).parse()
        )
        streamed = own.images.with_streaming_response.generate(prompt=PROMPT)
        async with streamed as response:
            body: AsyncAPIResponse[ImagesResponse] = response
            lines += links(await body.parse())
    return lines


def main(url: str) -> list[str]:
    """Everything, against a server of one's own."""
    with client(url) as own:
        return once(own) + asyncio.run(later(url))
