"""What systems told by themselves, as a part of how an environment stands."""

from __future__ import annotations

from collections.abc import Mapping

from interlock.model.hearing import Hearing
from interlock.model.status import Status
from interlock.model.value import JSON, Side
from interlock.render.tables import table
from interlock.render.times import ago


def heard_lines(status: Status, names: Mapping[Side, str], *, color: bool) -> list[str]:
    """A table of the systems whose webhooks were listened for; nothing where there are none."""
    if not status.webhooks:
        return []
    heads = ["Webhooks of", "Last", "Taken", "Refused", "Of something else", "Changes that none told of"]
    rows = [
        [
            names[side],
            ago(one.last_at, status.at),
            f"{one.received:,}",
            f"{one.refused:,}",
            f"{one.others:,}",
            "" if one.missed is None else f"{one.listed:,} of {one.hinted + one.listed:,}",
        ]
        for side, one in status.webhooks
    ]
    return ["", *table(heads, rows, color=color, right_aligned=range(2, 5))]


def heard_datum(side: Side, one: Hearing, names: Mapping[Side, str]) -> JSON:
    """The same of one system as data."""
    return {
        "system": names[side],
        "last_at": None if one.last_at is None else one.last_at.isoformat(),
        "received": one.received,
        "repeated": one.repeated,
        "others": one.others,
        "refused": one.refused,
        "hinted": one.hinted,
        "listed": one.listed,
        "missed": None if one.missed is None else round(one.missed, 4),
    }
