"""Lets a run do no more than a plan that somebody looked at, and finds what became of that plan."""

from __future__ import annotations

import hashlib
from collections.abc import Collection

from interlock.errors import UsageError
from interlock.mapping import PairMapping
from interlock.model import canonical
from interlock.model.ledger import Ledger
from interlock.model.value import Canonical, Side
from interlock.sync.limiting import Limit
from interlock.sync.record import Record
from interlock.sync.situation import Write
from interlock.sync.telling import told
from interlock.sync.units import Unit


class Allowed:
    """The writes and links of a plan, by their marks.

    `document` is the digest of the document that it was made for, `birth` for the ledger. With a `limit` no more than
    that is written at a time.
    """

    def __init__(
        self, marks: Collection[str], *, document: str, birth: str, environment: str, limit: Limit | None = None
    ) -> None:
        self._marks = frozenset(marks)
        self._document = document
        self._birth = birth
        self._environment = environment
        self.done: set[str] = set()
        self.refused: dict[tuple[str, str], str] = {}
        self.limit = limit

    def demand_fitting(self, document: str, ledger: Ledger) -> None:
        """See that the plan is one for this document and this ledger.

        Raises:
            UsageError: it is for another; nothing was done.
        """
        again = "make a new one with `interlock plan --out FILE`"
        if self._environment != ledger.environment or self._birth != seal_of(ledger):
            raise UsageError(f"the plan was made for another environment (`{self._environment}`)", hint=again)
        if self._document != document:
            raise UsageError("the document has changed since the plan was made, so nothing was done", hint=again)

    def takes(self, mark: str, record: str, item: str) -> bool:
        """Whether the plan has it; if not, the item is remembered as one that was left."""
        if mark in self._marks:
            return True
        self.refused[record, item] = "it changed since the plan was made, or came after it"
        return False

    def knows(self, mark: str) -> bool:
        """Whether the plan has a change."""
        return mark in self._marks

    def came(self, mark: str) -> None:
        """It was done."""
        self.done.add(mark)

    @property
    def left(self) -> int:
        """How many changes of the plan were not done."""
        return len(self._marks - self.done)


def seal_of(ledger: Ledger) -> str:
    """What stands for the ledger in a plan, and does not tell what its marks are made with."""
    return hashlib.sha256(f"plan {ledger.birth}".encode()).hexdigest()[:24]


def mark_of_write(unit: Unit, write: Write, ledger: Ledger) -> str:
    """What stands for a write with all that is put there, the same whenever it is planned; tells nothing of values.

    Items that are referred to stand in it by their ids on the side that they come from: on the other they may be new.
    """
    ids = [unit.seen[side].id if side in unit.seen else "" for side in (write.side.other, write.side)]
    values = {name: _stable(unit.record, name, value, write.side, ledger) for name, value in write.values.items()}
    fields: dict[str, Canonical] = {
        one.pair: tuple(
            _stable(unit.record, one.pair, value, write.side, ledger) for value in (one.before, one.after, one.lost)
        )
        for one in write.fields
    }
    return _mark(ledger, (write.kind.value, unit.record.name, write.side.value, *ids, values, fields))


def mark_of_link(record: Record, left_id: str, right_id: str, ledger: Ledger) -> str:
    """What stands for a link."""
    return _mark(ledger, ("link", record.name, left_id, right_id))


def _stable(record: Record, name: str, value: Canonical, side: Side, ledger: Ledger) -> Canonical:
    pair: PairMapping = record.pairs[name]
    return told(pair, value, side.other, ledger)


def _mark(ledger: Ledger, what: Canonical) -> str:
    return hashlib.sha256(f"{ledger.birth} {canonical.dumps(what)}".encode()).hexdigest()[:24]
