"""What a stretch of the history wrote, item by item, as it must stand in the systems now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from interlock.model.history import Entry, EntryKind
from interlock.model.value import ABSENT, Canonical, Side

_VALUES = (EntryKind.UPDATED, EntryKind.OVERWRITTEN, EntryKind.RESTORED)
_WHOLE = (EntryKind.CREATED, EntryKind.ARCHIVED, EntryKind.DELETED)
WRITES = (*_VALUES, *_WHOLE)
"""The lines of the history that tell of a write."""


@dataclass(slots=True)
class Wrote:
    """One item of a side that was written.

    `kind` is CREATED, ARCHIVED, DELETED, or UPDATED where only values were written. `values` has what was written last,
    by field pair, as people are told it; `before` what stood there first. `entries` are the lines that tell of it.
    """

    record: str
    side: Side
    item_id: str
    link: str
    kind: EntryKind = EntryKind.UPDATED
    values: dict[str, Canonical] = field(default_factory=dict)
    before: dict[str, Canonical] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)
    revived: bool = False
    """it was taken out of the archive or the bin"""

    @property
    def key(self) -> tuple[str, Side, str]:
        """What it is known by."""
        return self.record, self.side, self.item_id

    @property
    def first(self) -> int:
        """The number of the first line that tells of it."""
        return self.entries[0].number


def wrote(entries: Iterable[Entry]) -> list[Wrote]:
    """The items that were written, in the order in which that began."""
    found: dict[tuple[str, Side, str], Wrote] = {}
    for entry in entries:
        if entry.kind not in WRITES or entry.side is None:
            continue
        item = found.setdefault(
            (entry.record, entry.side, entry.item_id), Wrote(entry.record, entry.side, entry.item_id, entry.link)
        )
        item.entries.append(entry)
        if entry.kind in _WHOLE and not entry.pair:
            made_before = item.kind is EntryKind.CREATED
            item.kind = entry.kind if not made_before or entry.kind is EntryKind.DELETED else EntryKind.CREATED
        if entry.kind is EntryKind.RESTORED and not entry.pair:
            item.revived = True
        if entry.kind is EntryKind.CREATED and isinstance(entry.after, Mapping):
            item.values.update(entry.after)
        elif entry.pair:
            item.before.setdefault(entry.pair, entry.before)
            item.values[entry.pair] = entry.after
    return list(found.values())


def counts(items: Sequence[Wrote]) -> dict[str, dict[str, int]]:
    """How many items were written how, by record and kind."""
    found: dict[str, Counter[str]] = {}
    for one in items:
        found.setdefault(one.record, Counter())[one.kind.value] += 1
    return {record: dict(sorted(kinds.items())) for record, kinds in sorted(found.items())}


def is_known(item: Wrote, name: str) -> bool:
    """Whether the history still has what was written of a field pair."""
    return item.values.get(name, ABSENT) is not ABSENT
