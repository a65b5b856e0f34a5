"""Looking after a ledger: whether it is whole, how big it is, what is removed from it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Flaw:
    """Something in a ledger that is not as it was written. `where` is a table, with its row where that is known."""

    where: str
    message: str


@dataclass(frozen=True, slots=True)
class Size:
    """What a ledger holds for one environment.

    `rows` is by table, in this environment. `size_bytes` is what all of it takes on the disk (None: not known). `last`
    and `chain` are the number and the link, in hexadecimal, of the last line of the history: kept elsewhere, they prove
    that no line up to there was changed since. `first_at` and `last_at` are the moments of its first and last line.
    `leases` has the records that a process runs now, with who.
    """

    name: str
    environment: str
    form: int
    birth: str
    size_bytes: int | None
    rows: Mapping[str, int]
    last: int
    chain: str
    first_at: datetime | None
    last_at: datetime | None
    leases: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Removed:
    """What was removed from a ledger, as numbers of rows by what they were (`items as seen`, `writes` ...)."""

    counts: Mapping[str, int]

    @property
    def total(self) -> int:
        """How many rows in all."""
        return sum(self.counts.values())

    def __str__(self) -> str:
        """The counts as people read them."""
        return ", ".join(f"{name}: {count}" for name, count in self.counts.items() if count) or "nothing"


class Upkeep(Protocol):
    """What is done with a ledger as a whole."""

    def flaws(self) -> Iterator[Flaw]:
        """What is wrong with it, found one by one: the database, the chain of the history, links, writes, orphans.

        It is looked at as it is when that begins. Until all are told, nothing else can be asked of it.
        """
        ...

    def size(self) -> Size:
        """What it holds."""
        ...

    def copy_to(self, path: Path) -> None:
        """Copy it into a new file, readable by its owner only, while others may go on writing.

        Raises:
            LedgerError: it could not be written, or the ledger is kept by a server that is copied in its own way.
        """
        ...

    def forget(
        self, record: str, ids: Collection[tuple[str, str]], at: datetime, *, facts: Collection[str] = ()
    ) -> Removed:
        """Remove what items, by side and id, were and held; their link and its ids stay, so that none is made twice.

        These `facts`, which tell something of the items, go with them.
        The history keeps a line for each that it had, of which only the digest is left. What an item shows when it is
        looked at again is taken in as ever.

        Raises:
            LedgerError: what became of a write for it is not known yet; nothing was removed.
        """
        ...

    def unmake(self, links: Collection[str], items: Collection[tuple[str, str, str]]) -> None:
        """Take links and items (record, side, id) out, as if they had never been; what they were stays in the history.

        For what was undone as a whole: the two may be found to be the same, or created, once more.
        """
        ...

    def prune(self, before: datetime, at: datetime) -> Removed:
        """Remove what nothing depends on any more of what happened before that moment.

        These are the values and reasons in the history (its lines and their chain stay), the bodies of items that are
        gone, settled writes, what was told about items that are gone, ids of events that were taken in, what stood in
        fields that a go-live wrote over.
        """
        ...
