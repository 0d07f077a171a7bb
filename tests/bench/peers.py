"""The same request, written down for other validators by hand from the spec.

The structure is what each library can say itself. The rules that tie one field to
another are `check_rules`, plain Python as a user of msgspec or pydantic would add
it: it stops at the first rule that is broken.
"""

from typing import Annotated, Any, Literal, get_args

import msgspec
import pydantic

Background = Literal["transparent", "opaque", "auto"]
Moderation = Literal["low", "auto"]
OutputFormat = Literal["png", "jpeg", "webp"]
Quality = Literal["standard", "hd", "low", "medium", "high", "auto"]
ResponseFormat = Literal["url", "b64_json"]
Size = Literal[
    "auto",
    "1024x1024",
    "1536x1024",
    "1024x1536",
    "256x256",
    "512x512",
    "1792x1024",
    "1024x1792",
]
Style = Literal["vivid", "natural"]

SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "type": "object",
    "required": ["prompt"],
    "properties": {
        "prompt": {"type": "string"},
        "background": {"enum": ["transparent", "opaque", "auto", None]},
        "model": {"type": ["string", "null"]},
        "moderation": {"enum": ["low", "auto", None]},
        "n": {"type": ["integer", "null"], "minimum": 1, "maximum": 10},
        "output_compression": {"type": ["integer", "null"]},
        "output_format": {"enum": ["png", "jpeg", "webp", None]},
        "partial_images": {"type": ["integer", "null"], "minimum": 0, "maximum": 3},
        "quality": {"enum": ["standard", "hd", "low", "medium", "high", "auto", None]},
        "response_format": {"enum": ["url", "b64_json", None]},
        "size": {"enum": [*get_args(Size), None]},
        "stream": {"type": ["boolean", "null"]},
        "style": {"enum": ["vivid", "natural", None]},
        "user": {"type": "string"},
    },
}

GPT_IMAGE = frozenset({"gpt-image-1.5", "gpt-image-1", "gpt-image-1-mini"})
PROMPT_LENGTH = {"dall-e-2": 1000, "dall-e-3": 4000, **dict.fromkeys(GPT_IMAGE, 32000)}
QUALITIES = {
    "dall-e-2": ("standard", "auto"),
    "dall-e-3": ("hd", "standard", "auto"),
    **dict.fromkeys(GPT_IMAGE, ("high", "medium", "low", "auto")),
}
SIZES = {
    "dall-e-2": ("256x256", "512x512", "1024x1024"),
    "dall-e-3": ("1024x1024", "1792x1024", "1024x1792"),
    **dict.fromkeys(GPT_IMAGE, ("1024x1024", "1536x1024", "1024x1536", "auto")),
}

_GPT_ONLY = (
    "background",
    "moderation",
    "output_compression",
    "output_format",
    "stream",
)


def _sent(field: str) -> dict[str, Any]:
    return {"required": [field], "properties": {field: {"not": {"type": "null"}}}}


def _model(*values: str) -> dict[str, Any]:
    return {"required": ["model"], "properties": {"model": {"enum": [*values]}}}


def _null(*fields: str) -> dict[str, Any]:
    return {field: {"type": "null"} for field in fields}


def _or_null(*values: Any) -> dict[str, Any]:
    return {"enum": [*values, None]}


_NO_MODEL = {"not": _sent("model")}
_GPT_ONLY_SENT = {"anyOf": [_sent(field) for field in _GPT_ONLY]}
_IS_GPT_IMAGE = {"anyOf": [_model(*GPT_IMAGE), {"allOf": [_NO_MODEL, _GPT_ONLY_SENT]}]}
_IS_DALL_E_2 = {
    "anyOf": [_model("dall-e-2"), {"allOf": [_NO_MODEL, {"not": _GPT_ONLY_SENT}]}]
}


def _branch(condition: dict[str, Any], **properties: Any) -> dict[str, Any]:
    return {"if": condition, "then": {"properties": properties}}


SCHEMA_WITH_RULES: dict[str, Any] = {
    **SCHEMA,
    "allOf": [
        _branch(
            _IS_GPT_IMAGE,
            prompt={"maxLength": 32000},
            quality=_or_null("high", "medium", "low", "auto"),
            size=_or_null("1024x1024", "1536x1024", "1024x1536", "auto"),
            **_null("response_format", "style"),
        ),
        _branch(
            _IS_DALL_E_2,
            prompt={"maxLength": 1000},
            quality=_or_null("standard", "auto"),
            size=_or_null("256x256", "512x512", "1024x1024"),
            **_null(*_GPT_ONLY, "style"),
        ),
        _branch(
            _model("dall-e-3"),
            prompt={"maxLength": 4000},
            quality=_or_null("hd", "standard", "auto"),
            size=_or_null("1024x1024", "1792x1024", "1024x1792"),
            n=_or_null(1),
            **_null(*_GPT_ONLY),
        ),
        _branch(
            {
                "required": ["background"],
                "properties": {"background": {"const": "transparent"}},
            },
            output_format=_or_null("png", "webp"),
        ),
        {
            "if": _sent("output_compression"),
            "then": {
                "required": ["output_format"],
                "properties": {
                    "output_format": {"enum": ["webp", "jpeg"]},
                    "output_compression": {"minimum": 0, "maximum": 100},
                },
            },
        },
    ],
}


def check_rules(request: Any) -> None:
    """Raise ValueError if an instance whose structure is right breaks a rule."""
    for_gpt_only = (
        request.background is not None
        or request.moderation is not None
        or request.output_compression is not None
        or request.output_format is not None
        or request.stream is not None
    )
    model = request.model
    if model is None:
        model = "gpt-image-1" if for_gpt_only else "dall-e-2"
    output_format = request.output_format or "png"
    if request.background == "transparent" and output_format == "jpeg":
        raise ValueError("a transparent background needs png or webp")
    if request.output_compression is not None:
        if not 0 <= request.output_compression <= 100:
            raise ValueError("output_compression is a percentage")
        if output_format == "png":
            raise ValueError("output_compression needs webp or jpeg")
    if model not in PROMPT_LENGTH:
        return
    if len(request.prompt) > PROMPT_LENGTH[model]:
        raise ValueError("the prompt is too long for the model")
    if request.quality is not None and request.quality not in QUALITIES[model]:
        raise ValueError("the model does not have this quality")
    if request.size is not None and request.size not in SIZES[model]:
        raise ValueError("the model does not have this size")
    if model in GPT_IMAGE:
        if request.response_format is not None:
            raise ValueError("GPT image models have no response_format")
    elif for_gpt_only:
        raise ValueError("a parameter is only for GPT image models")
    if model == "dall-e-3":
        if request.n is not None and request.n != 1:
            raise ValueError("dall-e-3 draws one image")
    elif request.style is not None:
        raise ValueError("only dall-e-3 has a style")


class StructRequest(msgspec.Struct):
    """The structure, for msgspec."""

    prompt: str
    background: Background | None = None
    model: str | None = None
    moderation: Moderation | None = None
    n: Annotated[int, msgspec.Meta(ge=1, le=10)] | None = None
    output_compression: int | None = None
    output_format: OutputFormat | None = None
    partial_images: Annotated[int, msgspec.Meta(ge=0, le=3)] | None = None
    quality: Quality | None = None
    response_format: ResponseFormat | None = None
    size: Size | None = None
    stream: bool | None = None
    style: Style | None = None
    user: str | msgspec.UnsetType = msgspec.UNSET


class StructRequestWithRules(StructRequest):
    """Structure and rules, for msgspec."""

    def __post_init__(self) -> None:
        check_rules(self)


class PydanticRequest(pydantic.BaseModel):
    """Structure and rules, for pydantic."""

    model_config = pydantic.ConfigDict(strict=True)

    prompt: str
    background: Background | None = None
    model: str | None = None
    moderation: Moderation | None = None
    n: Annotated[int, pydantic.Field(ge=1, le=10)] | None = None
    output_compression: int | None = None
    output_format: OutputFormat | None = None
    partial_images: Annotated[int, pydantic.Field(ge=0, le=3)] | None = None
    quality: Quality | None = None
    response_format: ResponseFormat | None = None
    size: Size | None = None
    stream: bool | None = None
    style: Style | None = None
    user: str = ""

    @pydantic.model_validator(mode="after")
    def _rules(self) -> "PydanticRequest":
        check_rules(self)
        return self
