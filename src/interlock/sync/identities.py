"""What people say about which items are the same: these two are, those two are not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager

from interlock.catalogue import did_you_mean
from interlock.errors import UsageError
from interlock.model.clock import Clock
from interlock.model.history import Entry, EntryKind
from interlock.model.kept import IntentState, Link, LinkState
from interlock.model.ledger import Ledger
from interlock.model.value import Side
from interlock.sync.record import SIDES, Record
from interlock.sync.settle import Settler


class Identities:
    """Keeps what people say; `lease` makes us the only writer for as long as it is entered."""

    def __init__(
        self,
        records: Mapping[str, Record],
        ledger: Ledger,
        clock: Clock,
        lease: Callable[[], AbstractContextManager[None]],
    ) -> None:
        self._records = records
        self._ledger = ledger
        self._clock = clock
        self._lease = lease

    def unlink(self, record: str, side: Side, item_id: str, *, by: str) -> Link:
        """Part an item from its counterpart, for good, and give the link, which rests from now on.

        Nothing flows between the two any more, neither is created again, and no run finds them to be the same.

        Raises:
            UsageError: no such record; or it has no counterpart, or a write of the two is under way.
        """
        of = self._record(record)
        with self._lease(), self._ledger.transaction():
            link = self._ledger.link_at(record, side, item_id)
            if link is None or link.state is LinkState.UNLINKED:
                raise UsageError(
                    f"{record} `{item_id}` in {of.systems[side]} has no counterpart, so there is nothing to unlink",
                    hint=f"what became of it: `interlock history --item {item_id}`",
                )
            _demand_quiet(of, self._ledger, link)
            reason = f"{by} decided that `{link.left_id}` and `{link.right_id}` are not the same"
            self._ledger.note(
                [Entry(self._clock.now(), EntryKind.DECIDED, record, link.id, side, item_id, reason=reason)]
            )
            return Settler(self._ledger, self._clock).part(of, link, reason)

    def link(self, record: str, left_id: str, right_id: str, *, by: str) -> Link:
        """Link two items that a person says are the same; the next cycle compares them.

        One of them may have had a counterpart that it lost: then its link goes on.

        Raises:
            UsageError: no such record; or one of the items is not there, or is linked with something else.
        """
        of = self._record(record)
        with self._lease(), self._ledger.transaction():
            _demand_free(of, self._ledger, {Side.LEFT: left_id, Side.RIGHT: right_id})
            reason = f"{by} decided that `{left_id}` and `{right_id}` are the same"
            note = Entry(self._clock.now(), EntryKind.DECIDED, record, "", Side.LEFT, left_id, reason=reason)
            self._ledger.note([note])
            return Settler(self._ledger, self._clock).link(of, left_id, right_id, reason, "")

    def _record(self, name: str) -> Record:
        if name not in self._records:
            raise UsageError(f"no record `{name}` runs", hint=did_you_mean(name, self._records))
        return self._records[name]


def _demand_free(record: Record, ledger: Ledger, ids: Mapping[Side, str]) -> None:
    links = {side: ledger.link_at(record.name, side, ids[side]) for side in SIDES}
    for side, link in links.items():
        _demand_there(record, ledger, side, ids[side])
        if link is not None and link.state is LinkState.ACTIVE and not _lost(record, ledger, side.other, link):
            raise UsageError(
                f"{record.name} `{ids[side]}` in {record.systems[side]} is linked with `{link.id_on(side.other)}`",
                hint="unlink these two first",
            )
    left, right = links.values()
    if left is not None and right is not None and left.id != right.id:
        raise UsageError(
            f"both `{ids[Side.LEFT]}` and `{ids[Side.RIGHT]}` had another counterpart before",
            hint="link one of them with an item that never had a counterpart",
        )


def _lost(record: Record, ledger: Ledger, side: Side, link: Link) -> bool:
    """Whether the item of a link on a side is gone."""
    seen = ledger.seen(record.name, side, link.id_on(side))
    return seen is not None and seen.gone


def _demand_quiet(record: Record, ledger: Ledger, link: Link) -> None:
    for intent in ledger.intents(IntentState.OPEN):
        items = {intent.side: intent.target_id, intent.side.other: intent.source_id}
        if intent.record == record.name and any(items[side] == link.id_on(side) for side in SIDES):
            raise UsageError(
                f"a write of `{link.left_id}` and `{link.right_id}` is under way, and its outcome is not known yet",
                hint="let a run find out first: `interlock run`",
            )


def _demand_there(record: Record, ledger: Ledger, side: Side, item_id: str) -> None:
    seen = ledger.seen(record.name, side, item_id)
    if seen is None or seen.gone:
        raise UsageError(
            f"there is no {record.name} `{item_id}` in {record.systems[side]}, as far as it was seen",
            hint="`interlock run` looks at what is new",
        )
