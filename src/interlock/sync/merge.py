"""The three-way merge of one linked item, field pair by field pair; pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Protocol

from interlock.mapping import Unfit, Waiting, agree
from interlock.model import canonical
from interlock.model.decisions import Direction, Winner, WinnerKind
from interlock.model.history import Decision
from interlock.model.value import ABSENT, Canonical, Side
from interlock.sync.conflicts import BOTH_CHANGED, EditTimes, Ruling, ruling
from interlock.sync.values import Read, differs, nothing_in, own_way, shade


class Fate(Enum):
    """What becomes of one field pair."""

    SETTLED = "settled"
    """Nothing to write; the base may advance."""
    FLOWS = "flows"
    """The value goes to the other side."""
    RESTORED = "restored"
    """An edit that may not flow is put back."""
    HELD = "held"
    WAITS = "waits"
    """It refers to an item that has no counterpart yet."""
    UNFIT = "unfit"
    """The value cannot be brought over by its rule."""
    REPORTED = "reported"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of one field pair: where a value is written (`to`), what, and what gives way to it.

    `base` is what the base becomes without a write, None where it stays as it is. `about` stands for the two values.
    `partly` tells that the other side is to be written, too: the base stays as it is until both are.
    """

    fate: Fate
    to: Side | None = None
    value: Canonical = ABSENT
    before: Canonical = ABSENT
    lost: Canonical = ABSENT
    reason: str = ""
    base: tuple[Canonical, Canonical] | None = None
    about: str = ""
    waits: Waiting | None = None
    partly: bool = False


@dataclass(frozen=True, slots=True)
class Rules:
    """What a merge goes by: the record's rule, its source of truth, the edit times, people's decisions by pair."""

    winner: Winner | None
    truth: Side | None
    times: EditTimes
    systems: dict[Side, str]
    decisions: Mapping[str, tuple[str, Decision]] = field(default_factory=dict)
    made: Side | None = None
    """the side on which the sync created the item"""


class Pair(Protocol):
    """What a merge needs to know of a field pair."""

    @property
    def name(self) -> str:
        """Its name in the record."""
        ...

    @property
    def direction(self) -> Direction:
        """Which way it flows."""
        ...

    @property
    def elementwise(self) -> bool:
        """Whether its values are sets, merged element by element."""
        ...

    @property
    def winner(self) -> Winner | None:
        """Its own conflict rule; None: the record's."""
        ...


def merge_pair(pair: Pair, left: Read, right: Read, base: tuple[Canonical, Canonical] | None, rules: Rules) -> Outcome:
    """What becomes of one field pair of a linked item. Without a base every difference is a conflict."""
    shown = {Side.LEFT: left, Side.RIGHT: right}
    now = {side: shade(value) for side, value in shown.items()}
    about = canonical.dumps((now[Side.LEFT], now[Side.RIGHT]))
    if base is not None:
        # A field that is not shown any more is unknown, not changed: nothing is cleared because of it.
        now = {
            side: was if now[side] is ABSENT else now[side]
            for side, was in zip((Side.LEFT, Side.RIGHT), base, strict=True)
        }
    pairs = (now[Side.LEFT], now[Side.RIGHT])
    if agree(*pairs):
        return _no_longer_shown(pair, shown, base, rules, about) or Outcome(
            Fate.SETTLED, base=None if base == pairs else pairs, about=about
        )
    changed = {side: base is None or differs(now[side], base[i]) for i, side in enumerate((Side.LEFT, Side.RIGHT))}
    if not any(changed.values()):
        return _no_longer_shown(pair, shown, base, rules, about) or Outcome(Fate.SETTLED, about=about)
    if rules.decisions.get(pair.name) == (about, Decision.LEAVE):
        return Outcome(Fate.SETTLED, base=pairs, reason="it was decided to leave both as they are", about=about)
    # Where the two sides were settled as they differed, what gives way stands nowhere else.
    known = base is not None and (agree(*base) or own_way(base[0], base[1]) or own_way(base[1], base[0]))
    if pair.direction is Direction.BOTH:
        found = _both_ways(pair, now, changed, rules, about, base=base, known=known)
    else:
        found = _one_way(pair, now, changed, rules, about, first=base is None, known=known)
    return _as_it_can(found, shown, about)


def _no_longer_shown(
    pair: Pair,
    shown: Mapping[Side, Read],
    base: tuple[Canonical, Canonical] | None,
    rules: Rules,
    about: str,
) -> Outcome | None:
    """A value that came from a side which does not show the field any more: the other side keeps it, and it is told."""
    if base is None:
        return None
    for side, was in zip((Side.LEFT, Side.RIGHT), base, strict=True):
        if shown[side] is ABSENT and not nothing_in(was) and pair.direction.writes(side.other):
            reason = f"{rules.systems[side]} shows no value of it any more; {rules.systems[side.other]} keeps its value"
            return Outcome(Fate.REPORTED, reason=reason, about=about)
    return None


def _both_ways(
    pair: Pair,
    now: Mapping[Side, Canonical],
    changed: Mapping[Side, bool],
    rules: Rules,
    about: str,
    *,
    base: tuple[Canonical, Canonical] | None,
    known: bool,
) -> Outcome:
    first = base is None
    empty = {side: nothing_in(value) for side, value in now.items()}
    if first and empty[Side.LEFT] != empty[Side.RIGHT]:
        # Before there is a base, a side that says nothing is filled; that loses no value.
        source = Side.RIGHT if empty[Side.LEFT] else Side.LEFT
        return _flow(now, source, about, f"{rules.systems[source.other]} has no value yet")
    if first and all(empty.values()):
        return Outcome(Fate.SETTLED, base=(now[Side.LEFT], now[Side.RIGHT]), about=about)
    if not all(changed.values()):
        source = Side.LEFT if changed[Side.LEFT] else Side.RIGHT
        return _flow(now, source, about, f"it changed in {rules.systems[source]}", lost=not known)
    together = _elements_together(now, base) if pair.elementwise and base is not None else None
    if together is not None:
        return _of_both(now, together, about)
    decided = _decided(pair, rules, about) or ruling(
        pair.winner or rules.winner, rules.truth, rules.times, rules.systems
    )
    if decided.side is None:
        reason = decided.reason.replace(BOTH_CHANGED, "they differ from the start") if first else decided.reason
        return Outcome(Fate.HELD if decided.hold else Fate.REPORTED, reason=reason, about=about)
    return _flow(now, decided.side, about, f"it differs in both, and {decided.reason}", lost=True)


def _elements_together(
    now: Mapping[Side, Canonical], base: tuple[Canonical, Canonical]
) -> tuple[Canonical, ...] | None:
    """A set with what either side added and without what either removed; None where a side shows no set."""
    was = dict(zip((Side.LEFT, Side.RIGHT), base, strict=True))
    sets: dict[Side, dict[str, Canonical]] = {}
    removed: set[str] = set()
    for side, value in now.items():
        before = was[side]
        if not isinstance(value, tuple) or not isinstance(before, tuple):
            return None
        sets[side] = {canonical.dumps(one): one for one in value}
        removed |= {canonical.dumps(one) for one in before} - sets[side].keys()
    both = {**sets[Side.LEFT], **sets[Side.RIGHT]}
    return tuple(both[key] for key in sorted(both.keys() - removed))


def _of_both(now: Mapping[Side, Canonical], together: tuple[Canonical, ...], about: str) -> Outcome:
    """A set goes to the sides that do not show it yet, to one after the other."""
    stale = [side for side in (Side.RIGHT, Side.LEFT) if now[side] != together]
    reason = "what was added and removed on both sides is brought together"
    return Outcome(Fate.FLOWS, stale[0], together, now[stale[0]], reason=reason, about=about, partly=len(stale) > 1)


def _one_way(
    pair: Pair,
    now: Mapping[Side, Canonical],
    changed: Mapping[Side, bool],
    rules: Rules,
    about: str,
    *,
    first: bool,
    known: bool,
) -> Outcome:
    target = Side.RIGHT if pair.direction is Direction.RIGHT else Side.LEFT
    source = target.other
    winner = pair.winner or rules.winner
    if now[source] is ABSENT or (first and rules.made is source and nothing_in(now[source])):
        # An item that the sync created knows less than the one it was made from: what it never said clears nothing.
        # The pair has no base as long as that is so, and what the target says then is never taken as known.
        equal = first and nothing_in(now[target])
        return Outcome(Fate.SETTLED, base=(now[Side.LEFT], now[Side.RIGHT]) if equal else None, about=about)
    if changed[source] and not changed[target]:
        return _flow(now, source, about, f"it changed in {rules.systems[source]}", lost=not known)
    decided = _decided(pair, rules, about)
    if decided is not None and decided.side is not None:
        if decided.side is source:
            return _flow(now, source, about, decided.reason, lost=True)
        return Outcome(Fate.SETTLED, base=(now[Side.LEFT], now[Side.RIGHT]), reason=decided.reason, about=about)
    if first and nothing_in(now[target]):
        return _flow(now, source, about, f"{rules.systems[target]} has no value yet")
    if first and (winner is None or winner.kind not in (WinnerKind.HOLD, WinnerKind.REPORT)):
        return _flow(now, source, about, f"{rules.systems[source]} feeds this field", lost=True)
    if not changed[source]:
        return _edited_against_direction(now, source, winner, rules, about)
    verdict = ruling(_of_flow(winner, source), source, rules.times, rules.systems)
    if verdict.side is source:
        return _flow(now, source, about, f"it differs in both, and {verdict.reason}", lost=True)
    if verdict.side is None and verdict.hold:
        return Outcome(Fate.HELD, reason=verdict.reason, about=about)
    return Outcome(Fate.REPORTED, reason=f"edited in {rules.systems[target]}, from where it may not flow", about=about)


def _edited_against_direction(
    now: Mapping[Side, Canonical], source: Side, winner: Winner | None, rules: Rules, about: str
) -> Outcome:
    """Only the side that may not write changed: its edit is put back, or left and reported."""
    restores = winner is not None and (
        winner.kind is WinnerKind.SOURCE_OF_TRUTH or (winner.kind is WinnerKind.SIDE and winner.side is source)
    )
    reason = f"edited in {rules.systems[source.other]}, from where it may not flow"
    if not restores:
        return Outcome(Fate.REPORTED, reason=reason, about=about)
    flow = _flow(now, source, about, f"{reason}; {rules.systems[source]} is the source of truth", lost=True)
    return Outcome(Fate.RESTORED, flow.to, flow.value, flow.before, flow.lost, flow.reason, None, about)


def _of_flow(winner: Winner | None, source: Side) -> Winner | None:
    """The rule as it reads for a one-way field, whose truth is the side that it comes from."""
    if winner is not None and winner.kind is WinnerKind.SOURCE_OF_TRUTH:
        return Winner(WinnerKind.SIDE, side=source)
    return winner


def _decided(pair: Pair, rules: Rules, about: str) -> Ruling | None:
    """What a person decided about exactly these two values."""
    known, decision = rules.decisions.get(pair.name, ("", None))
    if known != about or decision not in (Decision.LEFT, Decision.RIGHT):
        return None
    side = Side.LEFT if decision is Decision.LEFT else Side.RIGHT
    return Ruling(side, f"it was decided that {rules.systems[side]} wins")


def _flow(now: Mapping[Side, Canonical], source: Side, about: str, reason: str, *, lost: bool = False) -> Outcome:
    before = now[source.other]
    gives_way = before if lost and not nothing_in(before) else ABSENT
    return Outcome(Fate.FLOWS, source.other, now[source], before, gives_way, reason, about=about)


def _as_it_can(found: Outcome, shown: Mapping[Side, Read], about: str) -> Outcome:
    """The outcome, but that a value which cannot be brought over is set aside."""
    if found.to is None:
        return found
    value = shown[found.to.other]
    if isinstance(value, Waiting):
        reason = f"it refers to {value.record} `{value.id}`, which has no counterpart yet"
        return Outcome(Fate.WAITS, found.to, reason=reason, about=about, waits=value)
    if isinstance(value, Unfit):
        return Outcome(Fate.UNFIT, found.to, reason=value.reason, about=about)
    return found
