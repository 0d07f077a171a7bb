"""Drafts of answers: what the document shows, else an instance of the schema."""

from __future__ import annotations

from collections.abc import Iterator

from accordant import ir
from accordant.mock.instances import Endless, Instances
from accordant.mock.judging import Judge
from accordant.mock.texts import bare_types

_ERROR = "error"
"""The kind of event that tells of a failure: a stream that goes well has none."""


def draft(
    api: ir.Api, response: ir.Response, seed: int, judge: Judge | None = None
) -> ir.Json:
    """A draft of an answer: the first example that fits its schema, else an instance.

    The same for the same seed; null for a type that no value has.
    """
    judge = judge or Judge(api)
    for example in judge.examples(response):
        return example
    try:
        return Instances(judge, seed).of(response.type)
    except Endless:
        return None


def drafts(
    api: ir.Api, response: ir.Response, seed: int, judge: Judge | None = None
) -> list[ir.Json]:
    """A draft of each kind of event of a stream, in the order of the schema."""
    judge = judge or Judge(api)
    left = judge.examples(response)
    found: list[ir.Json] = []
    for union, arm in _arms(response.type, judge):
        tag = union.tag if union is not None else None
        shown = [
            value
            for value in left
            if tag is None or (isinstance(value, dict) and value.get(tag) in arm.tags)
        ]
        if not shown:
            instances = Instances(judge, seed)
            try:
                made = instances.arm(union, arm) if union else instances.of(arm.type)
            except Endless:
                continue
            shown = [made]
        if not (isinstance(shown[0], dict) and tag and shown[0].get(tag) == _ERROR):
            found.append(shown[0])
    return found or [draft(api, response, seed, judge)]


def _arms(kind: ir.Type, judge: Judge) -> Iterator[tuple[ir.Union | None, ir.UnionArm]]:
    """What a type may be, an arm at a time, each with the union that tells it apart."""
    for bare in bare_types(kind, judge.declarations):
        if not isinstance(bare, ir.Union):
            if isinstance(bare, ir.Model | ir.Enum | ir.Alias):
                bare = ir.Ref(bare.name)
            yield None, ir.UnionArm(bare)
            continue
        for arm in bare.arms:
            inner = [
                found
                for found in bare_types(arm.type, judge.declarations)
                if isinstance(found, ir.Union)
            ]
            if inner:
                yield from _arms(arm.type, judge)
            else:
                yield bare, arm
