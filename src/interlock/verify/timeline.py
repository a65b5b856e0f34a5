"""The evidence of a verdict: what was done, and the requests that changed something or were refused."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from interlock.model.document import Document
from interlock.model.value import Side
from interlock.model.verdict import Observation
from interlock.sandbox import Exchange
from interlock.verify.stand import Stand

_MOST = 60


def timeline(
    document: Document, sandboxes: Mapping[Side, Stand], notes: list[Observation], since: datetime
) -> tuple[Observation, ...]:
    """The notes and the requests that matter from a moment on, in order.

    The middle of a long one is left out, but for what was judged.
    """
    judged = [note for note in notes if not note.where]
    lines = [note for note in notes if note.where]
    for side, sandbox in sandboxes.items():
        name = document.system(side).name
        lines += [Observation(e.at, name, _said(e)) for e in _matter(sandbox.log, since)]
    lines.sort(key=lambda line: line.at)
    if len(lines) > _MOST:
        half = _MOST // 2
        left_out = Observation(lines[half].at, "", f"{len(lines) - 2 * half} more lines")
        lines = [*lines[:half], left_out, *lines[-half:]]
    return tuple(sorted([*lines, *judged], key=lambda line: line.at))


def _matter(log: list[Exchange], since: datetime) -> Iterator[Exchange]:
    for exchange in log:
        if exchange.at >= since and (exchange.request.writes or exchange.status is None or exchange.status >= 400):
            yield exchange


def _said(exchange: Exchange) -> str:
    request = exchange.request
    lost = exchange.fault is not None and exchange.fault.value
    answer = str(exchange.status) if exchange.status is not None else "no answer"
    about = f" ({exchange.resource} {exchange.item_id})" if exchange.resource and exchange.item_id else ""
    return f"{request.method} {request.path} → {answer}{about}" + (f", {lost}" if lost else "")
