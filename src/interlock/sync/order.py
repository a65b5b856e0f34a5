"""The order of the records: what is referred to comes before what refers to it."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from interlock.sync.record import Record


def in_order(records: Mapping[str, Record]) -> tuple[Record, ...]:
    """The records, referred ones first; within a cycle in the order of the document.

    Items of records in a cycle wait for each other one by one, so the order among these decides only how many rounds
    are needed.
    """
    done: dict[str, Record] = {}
    under_way: set[str] = set()

    def visit(name: str) -> None:
        if name in done or name in under_way or name not in records:
            return
        under_way.add(name)
        for referred in dict.fromkeys(to for pair in records[name].mapping.pairs for to in sorted(pair.referred)):
            visit(referred)
        done[name] = records[name]

    for name in records:
        visit(name)
    return tuple(done.values())


def is_referred(record: Record, names: Collection[str], records: Mapping[str, Record]) -> bool:
    """Whether an item of one of the named records may refer to one of this record."""
    return any(record.name in pair.referred for name in names for pair in records[name].mapping.pairs)
