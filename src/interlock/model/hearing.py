"""How it stands with what the systems tell by themselves."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

import orjson

from interlock.model.value import Side


@dataclass(frozen=True, slots=True)
class Hearing:
    """Counts since the first run that listened. `last_at` is when a webhook was last believed.

    `received` were believed, `repeated` of these told nothing new, `others` were about nothing that flows, `refused`
    were not believed. `hinted` are changes that a webhook led to, `listed` those that only a list showed.
    """

    received: int = 0
    repeated: int = 0
    others: int = 0
    refused: int = 0
    hinted: int = 0
    listed: int = 0
    last_at: datetime | None = None

    @property
    def missed(self) -> float | None:
        """The share of changes that no webhook told of; None while there were none."""
        changes = self.hinted + self.listed
        return self.listed / changes if changes else None


def fact_of(side: Side) -> str:
    """The name under which a ledger remembers it."""
    return f"hearing {side.value}"


def written(hearing: Hearing) -> str:
    """As a ledger remembers it."""
    return orjson.dumps(asdict(hearing)).decode()


def read(text: str | None) -> Hearing:
    """What `written` wrote; nothing heard yet where there is no text."""
    if text is None:
        return Hearing()
    told = orjson.loads(text)
    last = told.pop("last_at", None)
    return Hearing(**told, last_at=None if last is None else datetime.fromisoformat(last))
