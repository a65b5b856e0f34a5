"""One part of a text that is split at a sign."""

from __future__ import annotations

from interlock.verify.expect._base import Ask, Expected
from interlock.verify.expect._marks import mark, parts_of
from interlock.verify.expect._one_way import one_way


def _part(ask: Ask, text: str) -> Expected:
    parts = parts_of(text, mark(ask.args["value"]))
    wanted = int(str(ask.args["count"]))
    return parts[wanted - 1] if wanted <= len(parts) else ""


expectation = one_way(_part)
