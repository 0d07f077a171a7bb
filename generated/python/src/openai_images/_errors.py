"""What can go wrong: one base, and a class for each kind of failure."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import httpx2


class SDKError(Exception):
    """Base of all errors of this package."""


class ArgumentError(SDKError, ValueError):
    """An argument that cannot be sent, or an option that means nothing."""


def _without_keys(request: httpx2.Request) -> httpx2.Request:
    """The request, or one of which nothing shows the keys that its query holds."""
    keys = request.extensions.get("keys")
    if not keys:
        return request
    query = [
        (name, "[key]" if name in keys else value)
        for name, value in request.url.params.multi_items()
    ]
    shown = copy(request)
    vars(shown).update(vars(request), url=request.url.copy_with(params=query))
    return shown


class APIError(SDKError):
    """The API, or the way to it, failed.

    `body` is what the API said of it: the JSON inside its error envelope, else the whole
    JSON, else the text; None if it said nothing. `code`, `param` and `type` are read
    from there. The URL of `request` is without keys. Pickles leave out `request` and
    `response`: they hold credentials.
    """

    message: str
    request: httpx2.Request
    body: Any
    code: str | None
    param: str | None
    type: str | None
    request_id: str | None

    def __init__(
        self,
        message: str,
        request: httpx2.Request,
        *,
        body: object = None,
        request_id: str | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.request = _without_keys(request)
        self.body = body
        self.request_id = request_id
        said: Mapping[str, Any] = body if isinstance(body, dict) else {}
        self.code = said.get("code")
        self.param = said.get("param")
        self.type = said.get("type")

    def __reduce__(self) -> tuple[Any, ...]:
        state = {
            key: value
            for key, value in vars(self).items()
            if key not in ("request", "response")
        }
        return _restored, (type(self), self.args, state)


def _restored(
    kind: type[APIError], args: tuple[Any, ...], state: dict[str, Any]
) -> APIError:
    error = kind.__new__(kind, *args)
    vars(error).update(state)
    return error


class APIConnectionError(APIError):
    """The API was not reached, or the connection broke; `__cause__` says how."""

    def __init__(
        self, request: httpx2.Request, message: str = "Connection error."
    ) -> None:
        super().__init__(message, request)


class APITimeoutError(APIConnectionError):
    """The API did not answer in time."""

    def __init__(self, request: httpx2.Request) -> None:
        super().__init__(request, "Request timed out.")


class _Answered(APIError):
    """A failure with an answer."""

    response: httpx2.Response
    status_code: int

    def __init__(
        self,
        message: str,
        response: httpx2.Response,
        *,
        body: object = None,
        request_id: str | None = None,
    ) -> None:
        super().__init__(message, response.request, body=body, request_id=request_id)
        self.response = response
        self.status_code = response.status_code


class APIResponseValidationError(_Answered):
    """The API answered with what cannot be read: no JSON, or JSON of another kind."""


class APIStatusError(_Answered):
    """The API answered with a status that is no success."""


class BadRequestError(APIStatusError):
    """Status 400: the request was refused."""


class AuthenticationError(APIStatusError):
    """Status 401: the credentials are missing or wrong."""


class PermissionDeniedError(APIStatusError):
    """Status 403: the credentials do not allow this."""


class NotFoundError(APIStatusError):
    """Status 404: there is no such thing."""


class ConflictError(APIStatusError):
    """Status 409: something else is at work on the same thing."""


class UnprocessableEntityError(APIStatusError):
    """Status 422: the request was understood, but cannot be followed."""


class RateLimitError(APIStatusError):
    """Status 429: too many requests, or the quota is used up."""


class InternalServerError(APIStatusError):
    """Status 500 and above: the server failed."""


_BY_STATUS: dict[int, type[APIStatusError]] = {
    400: BadRequestError,
    401: AuthenticationError,
    403: PermissionDeniedError,
    404: NotFoundError,
    409: ConflictError,
    422: UnprocessableEntityError,
    429: RateLimitError,
}


def status_class(status: int) -> type[APIStatusError]:
    """The class of errors that a status raises."""
    if status >= 500:
        return InternalServerError
    return _BY_STATUS.get(status, APIStatusError)


# Tracebacks and pickles name them where users import them from.
for _kind in list(vars().values()):
    if isinstance(_kind, type) and issubclass(_kind, SDKError):
        _kind.__module__ = __name__.rpartition(".")[0]
