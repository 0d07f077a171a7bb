"""The one logger of the package, which an environment variable switches on.

It is told of methods, paths, statuses, request ids, retries and broken constraints;
never of bodies, headers, queries or keys.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from ._options import Facts

if TYPE_CHECKING:
    import logging


def logger(facts: Facts) -> logging.Logger:
    """The logger, by the package's name."""
    import logging

    return logging.getLogger(facts.package)


def switch_on(facts: Facts) -> None:
    """Follow the environment's word, `debug` or `info`. What is told goes to where the
    application has its logs, or else to stderr."""
    level = os.environ.get(facts.environment.get("log", ""), "").upper()
    if level not in ("DEBUG", "INFO"):
        return
    import logging

    log = logger(facts)
    log.setLevel(level)
    if not log.handlers:
        handler = logging.StreamHandler()
        form = "%(asctime)s %(name)s %(levelname)s: %(message)s"
        handler.setFormatter(logging.Formatter(form))
        handler.addFilter(lambda _: not logging.getLogger().handlers)
        log.addHandler(handler)
