"""What could be wrong about what is decided."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from tests.simulation.defects import climates
from tests.simulation.defects.defect import defects

from interlock.adapters.ledger import SqliteLedger
from interlock.model.decisions import WinnerKind
from interlock.model.history import EntryKind
from interlock.model.value import ABSENT, Side
from interlock.sync import conflicts, matching, merge, reconcile
from interlock.sync.holding import Holder
from interlock.sync.record import Record
from interlock.sync.rounds import Round
from interlock.sync.situation import Decided, Result
from interlock.sync.straight import Straight
from interlock.sync.values import nothing_in

DEFECTS, defect = defects()


@defect(climates.MEETING)
def loser_forgotten(patch: pytest.MonkeyPatch) -> None:
    """the value that gives way is in no history."""
    flow = merge._flow  # noqa: SLF001

    def silent(now: Any, source: Side, about: str, reason: str, *, lost: bool = False) -> Any:
        del lost
        return flow(now, source, about, reason)

    patch.setattr(merge, "_flow", silent)


@defect(climates.MEETING)
def overwritten_unwritten(patch: pytest.MonkeyPatch) -> None:
    """the history leaves out what was overwritten."""
    note = SqliteLedger.note

    def some(self: Any, entries: Any) -> None:
        note(self, [entry for entry in entries if entry.kind is not EntryKind.OVERWRITTEN])

    patch.setattr(SqliteLedger, "note", some)


@defect(replace(climates.MEETING, words={"client_conflict": "hold"}))
def held_is_decided(patch: pytest.MonkeyPatch) -> None:
    """a conflict that is to be held is decided."""
    ruling = conflicts.ruling

    def hasty(*args: Any) -> Any:
        found = ruling(*args)
        return replace(found, side=Side.LEFT) if found.hold else found

    patch.setattr(merge, "ruling", hasty)


@defect(replace(climates.MEETING, words={"client_conflict": "hold"}))
def held_nowhere(patch: pytest.MonkeyPatch) -> None:
    """what is to be held is kept nowhere."""
    patch.setattr(Holder, "hold", lambda *_, **__: False)


@defect(replace(climates.MEETING, words={"client_conflict": "source of truth wins"}))
def truth_loses(patch: pytest.MonkeyPatch) -> None:
    """the source of truth gives way."""
    ruling = conflicts.ruling

    def other(winner: Any, *rest: Any) -> Any:
        found = ruling(winner, *rest)
        truth = winner is not None and winner.kind is WinnerKind.SOURCE_OF_TRUTH
        return replace(found, side=found.side.other) if truth and found.side else found

    patch.setattr(merge, "ruling", other)


@defect(replace(climates.MEETING, words={"client_conflict": "report"}))
def reported_is_decided(patch: pytest.MonkeyPatch) -> None:
    """a conflict that is only to be reported is decided."""
    ruling = conflicts.ruling

    def hasty(winner: Any, *rest: Any) -> Any:
        found = ruling(winner, *rest)
        reports = winner is not None and winner.kind is WinnerKind.REPORT
        return replace(found, side=Side.RIGHT) if reports else found

    patch.setattr(merge, "ruling", hasty)


@defect(replace(climates.AGAINST, words={**climates.AGAINST.words, "client_conflict": "source of truth wins"}))
def restores_nothing(patch: pytest.MonkeyPatch) -> None:
    """an edit that may not flow stays."""

    def settled(now: Any, source: Side, winner: object, rules: object, about: str) -> Any:
        del source, winner, rules
        return merge.Outcome(merge.Fate.SETTLED, base=(now[Side.LEFT], now[Side.RIGHT]), about=about)

    patch.setattr(merge, "_edited_against_direction", settled)


@defect(replace(climates.CALM, acts={"clear": 20, "edit": 10}))
def clearing_is_ignored(patch: pytest.MonkeyPatch) -> None:
    """a field that somebody emptied stays as it was on the other side."""
    both = merge._both_ways  # noqa: SLF001

    def full(pair: Any, now: Any, *rest: Any, **more: Any) -> Any:
        found = both(pair, now, *rest, **more)
        if found.fate is merge.Fate.FLOWS and nothing_in(found.value):
            return merge.Outcome(merge.Fate.SETTLED, base=(now[Side.LEFT], now[Side.RIGHT]), about=found.about)
        return found

    patch.setattr(merge, "_both_ways", full)


@defect(climates.MEETING)
def everything_is_written(patch: pytest.MonkeyPatch) -> None:
    """an update carries every field, changed or not."""
    write = reconcile._write  # noqa: SLF001

    def whole(record: Any, found: Any, side: Side) -> Any:
        made = write(record, found, side)
        if made is None:
            return None
        values = {name: one.value for name, one in found.items() if one.value is not ABSENT}
        kept = {name: one.base[0 if side is Side.RIGHT else 1] for name, one in found.items() if one.base is not None}
        old = {name: None for name in record.pairs if name not in values and name not in kept}
        return replace(made, values={**old, **kept, **values, **made.values})

    patch.setattr(reconcile, "_write", whole)


@defect(climates.CALM)
def report_untold(patch: pytest.MonkeyPatch) -> None:
    """what is to be reported is told nobody."""
    patch.setattr(Round, "_report", lambda *_: None)


# Recognising and creating


@defect(replace(climates.CALM, acts={"twins": 12}, words=climates.PLAIN))
def recognises_nothing(patch: pytest.MonkeyPatch) -> None:
    """an item that is on both sides already is created once more."""
    patch.setattr(matching, "_among", matching._missing)  # noqa: SLF001


@defect(replace(climates.CALM, acts={"twins": 12}, words=climates.PLAIN))
def parts_what_is_the_same(patch: pytest.MonkeyPatch) -> None:
    """items with the same match key are left alone."""
    patch.setattr(matching, "_among", lambda *_: Decided(Result.FILTERED, reason="alone"))


@defect(replace(climates.CALM, words={**climates.PLAIN, "client_start": "from go-live"}))
def takes_up_all(patch: pytest.MonkeyPatch) -> None:
    """items that were there before the start are taken up, whatever the document says."""
    patch.setattr(Record, "is_old", lambda *_, **__: False)


@defect(
    replace(climates.CALM, words={**climates.PLAIN, "client_start": "from go-live"}, manner={"clock_offset_s": 900.0})
)
def age_by_their_clock(patch: pytest.MonkeyPatch) -> None:
    """the age of an item is told by a clock that is ahead."""
    is_old = Record.is_old
    patch.setattr(Record, "is_old", lambda self, seen, go_live, **_: is_old(self, seen, go_live, ahead_s=0.0))


@defect(replace(climates.CALM, words={**climates.PLAIN, "client_create": "in Books"}))
def creates_anywhere(patch: pytest.MonkeyPatch) -> None:
    """missing items are created on either side, whatever the document says."""
    patch.setattr(Record, "creates", lambda self, side: self.writes(side))


@defect(replace(climates.CALM, words={**climates.PLAIN, "client_create": "never"}))
def creates_never(patch: pytest.MonkeyPatch) -> None:
    """missing items are left alone, and nobody is told."""
    patch.setattr(matching, "_missing", lambda *_: Decided(Result.FILTERED, reason="left"))
    patch.setattr(Straight, "plain", lambda *_: None)


@defect(replace(climates.CALM, words={**climates.PLAIN, "client_when": "Shop: `kind` is `customer`"}))
def condition_is_ignored(patch: pytest.MonkeyPatch) -> None:
    """items that do not satisfy the condition flow all the same."""
    seen_as = matching.match

    def all_of_them(record: Any, item: Any) -> Any:
        sight = replace(item.sight, seen=item.sight.seen._replace(in_scope=True))
        return seen_as(record, replace(item, sight=sight))

    patch.setattr("interlock.sync.units.match", all_of_them)


@defect(replace(climates.CALM, kinds={**climates.NOTHING, "document": 9, "cycle": 9}, acts={"edit both": 20}))
def document_is_ignored(patch: pytest.MonkeyPatch) -> None:
    """a new version of the document changes nothing about what was decided by the old one."""
    patch.setattr(SqliteLedger, "unsettle_all", lambda _self: None)
