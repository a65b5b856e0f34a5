"""Takes people's decisions about what is held: only about what is still so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from interlock.errors import UsageError
from interlock.model import canonical
from interlock.model.clock import Clock
from interlock.model.history import Decision, Entry, EntryKind, Held, HeldKind
from interlock.model.kept import LinkState
from interlock.model.ledger import Ledger
from interlock.model.value import Side
from interlock.sync.record import SIDES, Record
from interlock.sync.settle import Settler
from interlock.sync.telling import told
from interlock.sync.values import shade

_GONE = "gone "


class Decisions:
    """Notes decisions in a ledger; the next cycle carries them out.

    `by` is who decides, as the history tells it.
    """

    def __init__(self, records: Mapping[str, Record], ledger: Ledger, clock: Clock, by: str) -> None:
        self._records = records
        self._ledger = ledger
        self._clock = clock
        self._by = by

    def take(self, held: Held, decision: Decision) -> Held:
        """Note the decision; what is held, with it.

        Raises:
            UsageError: that cannot be decided about it, or what it was about has changed since; then it is renewed.
            LedgerError: it is no longer held.
        """
        self.demand_unchanged(held)
        said = self._said(held, decision)
        return self._ledger.decide(held.id, decision, by=self._by, at=self._clock.now(), said=said)

    def take_back(self, held: Held) -> Held:
        """Take back a decision that no cycle has carried out yet; what is held, without it.

        Raises:
            LedgerError: it is no longer held.
        """
        decision = "" if held.decision is None else f" `{held.decision.value}`"
        reason = f"{self._by} took back the decision{decision} of {held.decided_by} on what is held: {held.reason}"
        where = (held.record, held.link, held.side, held.item_id, held.pair)
        with self._ledger.transaction():
            back = self._ledger.withdraw(held.id)
            self._ledger.note([Entry(self._clock.now(), EntryKind.DECIDED, *where, reason=reason, place=held.place)])
        return back

    def _said(self, held: Held, decision: Decision) -> str:
        """The decision in the names of the document, where it is one for a system."""
        sides = {Decision.LEFT: Side.LEFT, Decision.RIGHT: Side.RIGHT}
        record = self._records.get(held.record)
        if record is None or decision not in sides:
            return ""
        return f"decided that {record.systems[sides[decision]]} wins"

    def demand_unchanged(self, held: Held) -> None:
        """See that the values which stand against each other are still those that are held.

        Raises:
            UsageError: they are not; what is held now shows the present ones.
        """
        record = self._records.get(held.record)
        if record is None:
            return
        if held.about.startswith(_GONE):
            self._demand_gone(held, Side(held.about.removeprefix(_GONE)))
            return
        fresh = self._renewed(record, held)
        if fresh is not None and fresh.about != held.about:
            self._ledger.hold(fresh)
            raise UsageError(
                f"{held.record} `{held.item_id}` has changed since it was held as number {held.id}, so nothing was "
                "decided",
                hint=f"look at its present values with `interlock held show {held.id}`, then decide",
            )

    def link(self, held: Held, other_id: str) -> None:
        """Link what is held to the item of that id on the other side: a person says that they are the same.

        Raises:
            UsageError: one of them cannot be linked; the message says why.
        """
        record = self._records.get(held.record)
        if record is None or held.link or held.kind not in LINKABLE:
            raise UsageError(
                f"number {held.id} ({held.kind.value}) is not about which items are the same, so nothing can be linked",
                hint=f"what can be decided about it: `interlock held show {held.id}`",
            )
        ids = {held.side: held.item_id, held.side.other: other_id}
        for side in SIDES:
            self._demand_free(record, side, ids[side])
        reason = f"{self._by} decided that they are the same"
        with self._ledger.transaction():
            note = Entry(self._clock.now(), EntryKind.DECIDED, record.name, "", held.side, held.item_id, reason=reason)
            self._ledger.note([note])
            Settler(self._ledger, self._clock).link(record, ids[Side.LEFT], ids[Side.RIGHT], reason, held.place)

    def _demand_free(self, record: Record, side: Side, item_id: str) -> None:
        seen = self._ledger.seen(record.name, side, item_id)
        where = f"{record.name} `{item_id}` in {record.systems[side]}"
        if seen is None or seen.gone:
            raise UsageError(
                f"there is no {where}, as far as it was seen",
                hint="name the id that the other system gave it; `interlock run` looks at what is new",
            )
        link = self._ledger.link_at(record.name, side, item_id)
        if link is not None and link.state is LinkState.ACTIVE:
            raise UsageError(f"{where} is linked already", hint=f"see `interlock history --item {item_id}`")

    def _demand_gone(self, held: Held, side: Side) -> None:
        link = self._ledger.link(held.link) if held.link else None
        seen = None if link is None else self._ledger.seen(held.record, side, link.id_on(side))
        if seen is not None and not seen.gone:
            raise UsageError(
                f"{held.record} `{seen.id}` is there again, so nothing was decided about its delete",
                hint="the next `interlock run` takes it up as it is now",
            )

    def _renewed(self, record: Record, held: Held) -> Held | None:
        """What is held as it would be now; None where nothing can be compared."""
        link = self._ledger.link(held.link) if held.link else None
        if held.kind is not HeldKind.CONFLICT or link is None:
            return None
        seen = {side: self._ledger.seen(record.name, side, link.id_on(side)) for side in SIDES}
        pair = record.pairs.get(held.pair)
        left, right = seen[Side.LEFT], seen[Side.RIGHT]
        if pair is None or left is None or right is None:
            return None
        now = {
            one.side: shade(record.mapping.read(one.side, one.body, self._ledger)[pair.name]) for one in (left, right)
        }
        return replace(
            held,
            about=canonical.dumps((now[Side.LEFT], now[Side.RIGHT])),
            left=told(pair, now[Side.LEFT], Side.LEFT, self._ledger),
            right=told(pair, now[Side.RIGHT], Side.RIGHT, self._ledger),
        )


LINKABLE = frozenset({HeldKind.AMBIGUOUS, HeldKind.REJECTED})
"""What a person may solve by naming the item that is the same."""
