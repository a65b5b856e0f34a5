"""How an environment stands: as text and as data."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from interlock.model.status import Status
from interlock.model.value import JSON, Side
from interlock.render.data import dumps, headed
from interlock.render.plain import paint, visible, wrapped
from interlock.render.tables import table

SCHEMA = "urn:interlock:schema:status:1"


def status_text(status: Status, *, names: Mapping[Side, str], color: bool = False, width: int = 100) -> str:
    """A table with one row per record, then what is paused."""
    left, right = names[Side.LEFT], names[Side.RIGHT]
    heads = ["Record", left, right, "Linked", "Held", "Not settled", f"{left} read", f"{right} read"]
    rows = [
        [
            one.record,
            *(f"{count:,}" for count in (one.left, one.right, one.linked, one.held, one.unsettled)),
            _ago(status.at, one.left_read_at),
            _ago(status.at, one.right_read_at),
        ]
        for one in status.records
    ]
    lines = [f"{visible(status.environment)} at {status.at:%Y-%m-%d %H:%M:%S} UTC", ""]
    lines += table(heads, rows, color=color, right_aligned=range(1, 6)) if rows else ["nothing was run yet"]
    for side, reason in status.paused:
        told = wrapped(f"{names[side]} is paused: {reason}", width=width)
        lines += ["", paint(told, "bad", color=color)]
    return "\n".join(lines) + "\n"


def _ago(now: datetime, then: datetime | None) -> str:
    if then is None:
        return "never"
    seconds = max((now - then).total_seconds(), 0)
    for unit, length in (("d", 86400), ("h", 3600), ("min", 60)):
        if seconds >= length:
            return f"{seconds // length:.0f} {unit} ago"
    return f"{seconds:.0f} s ago"


def status_json(status: Status, *, names: Mapping[Side, str], version: str) -> str:
    """How it stands as JSON (`docs/schemas/status.json`)."""
    content: dict[str, JSON] = {
        "environment": status.environment,
        "at": status.at.isoformat(),
        "systems": {"left": names[Side.LEFT], "right": names[Side.RIGHT]},
        "records": [
            {
                "record": one.record,
                "left": one.left,
                "right": one.right,
                "linked": one.linked,
                "held": one.held,
                "unsettled": one.unsettled,
                "left_read_at": one.left_read_at.isoformat() if one.left_read_at else None,
                "right_read_at": one.right_read_at.isoformat() if one.right_read_at else None,
            }
            for one in status.records
        ],
        "paused": [{"system": names[side], "reason": reason} for side, reason in status.paused],
    }
    return dumps(headed(SCHEMA, version, content))
