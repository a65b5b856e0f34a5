"""Notices that a system shows a mapped field otherwise than before, and stops just that field until it is put right.

One item may lose a value, and one value may be odd. When many items that changed since the last look all lack a field
that they had, or all show it as another kind of value, the system has changed: what the field says can no longer be
trusted, and nothing may be written into it.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

import orjson

from interlock.model.alert import Alert, Alerts
from interlock.model.clock import Clock
from interlock.model.history import Entry, EntryKind, HeldKind
from interlock.model.ledger import Ledger
from interlock.model.path import Path, get
from interlock.model.profile import FieldType
from interlock.model.value import ABSENT, Body, Side
from interlock.sync.record import SIDES, Record

ABOUT = "shape "
"""Begins what a hold is about that ends when its field is shown as before."""

_ALL_LACK = 10
"""So many items must lack a field that they had before it counts as gone: many systems leave out what is empty."""

_FEW = 3
"""So many where the description requires the field, or where the kind of value changed."""


@dataclass
class Tally:
    """Counts, for each mapped field of one side, how the items that changed show it now."""

    paths: tuple[Path, ...]
    lack: Counter[Path] = field(default_factory=Counter)
    shown: Counter[Path] = field(default_factory=Counter)
    kept: Counter[Path] = field(default_factory=Counter)
    became: dict[Path, Counter[tuple[str, str]]] = field(default_factory=lambda: defaultdict(Counter))
    now: dict[Path, set[str]] = field(default_factory=lambda: defaultdict(set))

    def note(self, was: Body, now: Body) -> None:
        """Count an item that changed."""
        for path in self.paths:
            before, after = _kind(get(was, path)), get(now, path)
            if after is ABSENT:
                self.lack[path] += bool(before)
                continue
            self.shown[path] += 1
            kind = _kind(after)
            if kind:
                self.now[path].add(kind)
            if kind and before:
                if kind == before:
                    self.kept[path] += 1
                else:
                    self.became[path][before, kind] += 1


def _kind(value: object) -> str:
    """The kind of value, as people call it; empty where there is none."""
    if value is ABSENT or value is None:
        return ""
    if isinstance(value, bool):
        return "yes or no"
    if isinstance(value, int | float):
        return "a number"
    return "text" if isinstance(value, str) else "a list" if isinstance(value, list) else "an object"


class Drift:
    """Judges tallies, and keeps which fields are stopped."""

    def __init__(self, ledger: Ledger, clock: Clock, alerts: Alerts) -> None:
        self._ledger = ledger
        self._clock = clock
        self._alerts = alerts

    def tally(self, record: Record, side: Side) -> Tally:
        """An empty tally of a side's mapped fields."""
        paths = {_top(path) for pair in record.pairs.values() for path in pair.fields(side)}
        return Tally(tuple(sorted(paths)))

    def judge(self, record: Record, side: Side, tally: Tally) -> None:
        """Stop the fields that are shown otherwise than before, and lift the stops of those that are as they were."""
        known = _stopped(self._ledger, record, side)
        stopped = {path: stop for path, stop in known.items() if not _as_before(Path.of(path), stop, tally)}
        for path in tally.paths:
            stop = _changed(record, side, path, tally)
            # What becomes again what it was has changed, too.
            if stop is not None and str(path) not in known:
                stopped[str(path)] = {**stop, "under": _under(self._ledger, record, side, path)}
        if stopped == known:
            return
        with self._ledger.transaction():
            self._ledger.set_fact(_name(record, side), orjson.dumps(stopped).decode() if stopped else None)
            self._again(record)
        for text in sorted(stopped.keys() - known.keys()):
            self._tell(record, side, text, stopped[text]["why"], over=False)
        for text in sorted(known.keys() - stopped.keys()):
            self._tell(record, side, text, f"`{text}` is shown as before", over=True)

    def _again(self, record: Record) -> None:
        """Ask for new decisions on what waits because of a stop."""
        for held in self._ledger.held(kind=HeldKind.WAITING, record=record.name):
            if held.about.startswith(ABOUT):
                self._ledger.unsettle(record.name, held.side, held.item_id)

    def _tell(self, record: Record, side: Side, what: str, why: str, *, over: bool) -> None:
        rest = "it flows again" if over else "nothing is read from it or written to it until then; other fields go on"
        message = f"{record.systems[side]}: {why}; {rest}"
        now = self._clock.now()
        self._ledger.note([Entry(now, EntryKind.REPORTED, record.name, side=side, reason=message)])
        self._alerts.send(Alert(now, "schema", f"{record.name} {what}", message, over=over))


def stops(ledger: Ledger, record: Record) -> Mapping[str, str]:
    """The field pairs that are stopped, with the reason."""
    found: dict[str, str] = {}
    for side in SIDES:
        stopped = _stopped(ledger, record, side)
        if not stopped:
            continue
        for name, pair in record.pairs.items():
            why = next((stopped[text]["why"] for path in pair.fields(side) if (text := str(_top(path))) in stopped), "")
            if why:
                found[name] = f"{record.systems[side]}: {why}"
    return found


def _changed(record: Record, side: Side, path: Path, tally: Tally) -> dict[str, str] | None:
    """Why a field is to be stopped; None where it is not."""
    known = record.profiles[side].field(path)
    few = _FEW if known is not None and known.required else _ALL_LACK
    if tally.lack[path] >= few and not tally.shown[path]:
        return {"why": f"`{path}` of {record.name} is no longer shown", "was": ""}
    free = known is None or known.type is FieldType.ANY or bool(known.variants)
    if free or tally.kept[path] or sum(tally.became[path].values()) < _FEW:
        return None
    (was, now), _ = tally.became[path].most_common(1)[0]
    return {"why": f"`{path}` of {record.name} is {now} now, where it was {was}", "was": was}


def _as_before(path: Path, stop: Mapping[str, str], tally: Tally) -> bool:
    if not stop["was"]:
        return tally.shown[path] > 0
    return tally.now.get(path) == {stop["was"]}


def _stopped(ledger: Ledger, record: Record, side: Side) -> dict[str, dict[str, str]]:
    """By path, what is stopped; a stop is over when the document or what is known of the field changes."""
    text = ledger.fact(_name(record, side))
    found: dict[str, dict[str, str]] = orjson.loads(text) if text else {}
    return {path: stop for path, stop in found.items() if stop["under"] == _under(ledger, record, side, Path.of(path))}


def _under(ledger: Ledger, record: Record, side: Side, path: Path) -> str:
    known = record.profiles[side].field(path)
    return hashlib.sha256(f"{ledger.fact('document')} {known}".encode()).hexdigest()[:16]


def _name(record: Record, side: Side) -> str:
    return f"drift {record.name} {side.value}"


def _top(path: Path) -> Path:
    """The path down to the first list."""
    return path.array or path
