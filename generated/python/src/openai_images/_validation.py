"""Requests are judged before they are sent."""

from __future__ import annotations

import logging
from collections.abc import Collection, Mapping
from typing import Any, Literal

from ._constraints import ConstraintError, step
from ._model import Model

Mode = Literal["error", "warn", "off"]
"""Whether a broken constraint stops a request, is logged, or is not looked for."""


def check(
    params: type[Model],
    body: Mapping[str, Any],
    extra: Collection[str],
    mode: Mode,
    ignored: Collection[str],
    log: logging.Logger,
) -> None:
    """Raise ConstraintError for violations of severity error, log all others.

    In mode `warn` all are logged. No warning is given of undeclared keys that are in
    `extra`: they were meant. Rules that are `ignored` are not looked at.
    """
    from .validators import violations

    meant = {step("", key) for key in extra}
    errors = []
    for violation in violations(params, body):
        rule = violation.rule
        if rule in ignored:
            continue
        if rule == "unknown" and violation.severity == "warn":
            if violation.path in meant:
                continue
        if violation.severity == "error" and mode == "error":
            errors.append(violation)
        else:
            log.warning("%s at %s: %s", rule, violation.path or "/", violation.message)
    if errors:
        raise ConstraintError(errors)
