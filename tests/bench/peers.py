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
