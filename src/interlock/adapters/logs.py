"""A log of what goes on: one line for each thing that happened, as text for people or as JSON for programs.

What is written down are names, counts, times and statuses; never a header, a body, a query, or a value of an item.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any, TextIO

import structlog

Log = Callable[..., None]
"""Called with what happened and what is known of it: `log("request", system="Shop", status=200)`."""

_LONGEST = 2_000


def log_to(form: str, stream: TextIO | None = None) -> Log:
    """A log on a stream (standard error unless given); `form` is `json` or `text`."""
    out = stream or sys.stderr
    last: Any = (
        structlog.processors.JSONRenderer()
        if form == "json"
        else structlog.processors.LogfmtRenderer(key_order=["timestamp", "event"])
    )
    logger = structlog.wrap_logger(
        structlog.WriteLogger(out),
        processors=[structlog.processors.TimeStamper(fmt="iso", utc=True), _plain, last],
        wrapper_class=structlog.BoundLogger,
        cache_logger_on_first_use=True,
    )

    def log(event: str, **known: object) -> None:
        logger.msg(event, **known)

    return log


def nothing(_event: str, **_known: object) -> None:
    """A log that keeps nothing."""


def _plain(_logger: Any, _method: str, event: Any) -> Any:
    """Keep characters that steer a terminal, and whatever is endless, out of the log."""
    for name, value in event.items():
        if isinstance(value, str):
            event[name] = "".join(one if one.isprintable() else "�" for one in value[:_LONGEST])
        elif not isinstance(value, int | float | bool | None):
            event[name] = str(value)[:_LONGEST]
    return event
