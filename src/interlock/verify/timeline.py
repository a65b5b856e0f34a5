"""The evidence of a verdict: what was done, requests that changed something or were refused, and what items show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from interlock.model.document import Document
from interlock.model.path import Path, get
from interlock.model.value import Side
from interlock.model.verdict import Observation, Seen
from interlock.sandbox import Exchange
from interlock.verify.compare import say
from interlock.verify.index import Stored
from interlock.verify.pairs import bare
from interlock.verify.scene import Scene
from interlock.verify.stand import Stand
from interlock.verify.subject import Subject

_MOST = 60
_SHOWN = 2
_VALUES = 12


def timeline(
    document: Document,
    sandboxes: Mapping[Side, Stand],
    notes: list[Observation],
    since: datetime,
    seen: Sequence[Observation] = (),
) -> tuple[Observation, ...]:
    """The notes and the requests that matter from a moment on, in order, with what items were seen to show.

    The middle of a long one is left out, but for what was judged and seen.
    """
    judged = [note for note in notes if note.kind is Seen.JUDGED]
    lines = [note for note in notes if note.kind is not Seen.JUDGED]
    for side, sandbox in sandboxes.items():
        name = document.system(side).name
        lines += [Observation(e.at, name, _said(e), Seen.REQUEST) for e in _matter(sandbox.log, since)]
    lines.sort(key=lambda line: line.at)
    if len(lines) > _MOST:
        half = _MOST // 2
        left_out = Observation(lines[half].at, "", f"{len(lines) - 2 * half} more lines", Seen.REQUEST)
        lines = [*lines[:half], left_out, *lines[-half:]]
    first, last = ([one for one in seen if (one.at <= since) is early] for early in (True, False))
    return (*first, *sorted([*lines, *judged], key=lambda line: line.at), *last)


def states(scene: Scene, reason: str) -> tuple[Observation, ...]:
    """What both systems show of the first items that the sentence speaks of: just before the trigger, and at the end.

    Those that the reason names come first.
    """
    chosen = sorted(scene.subjects, key=lambda subject: subject.mark not in reason)[:_SHOWN]
    lines = []
    for subject in chosen:
        fields = _fields(scene, subject)
        for side in Side:
            before = scene.was(subject, side)
            if before is not None:
                lines.append(_state(scene, subject, side, before, fields[side], scene.began_at, "showed"))
            now = scene.inventory.all_of(subject, side)
            here = scene.inventory.shown(subject, side) or next(iter(now), None)
            lines.append(_state(scene, subject, side, here, fields[side], scene.clock.now(), "shows"))
    return tuple(lines)


def _fields(scene: Scene, subject: Subject) -> Mapping[Side, tuple[Path, ...]]:
    """The fields of the field table on each side, without doubles, a list as a whole."""
    rows = scene.inventory.reader(subject.record).rows
    found: dict[Side, dict[Path, None]] = {side: {} for side in Side}
    for side in Side:
        for pair in rows.pairs:
            found[side] |= dict.fromkeys(pair.fields[side])
        for array in rows.arrays:
            found[side][Path.of(bare(array.arrays[side]))] = None
    return {side: tuple(paths) for side, paths in found.items()}


def _state(
    scene: Scene,
    subject: Subject,
    side: Side,
    item: Stored | None,
    fields: Sequence[Path],
    at: datetime,
    verb: str,
) -> Observation:
    where = scene.system(side)
    if item is None:
        return Observation(at, where, f"{verb} no {subject}", Seen.STATE)
    gone = " as deleted" if item.deleted else " as archived" if item.archived else ""
    values = [f"`{path}` {say(get(item.body, path))}" for path in fields]
    more = f" and {len(values) - _VALUES} more" if len(values) > _VALUES else ""
    told = f": {', '.join(values[:_VALUES])}{more}" if values and not item.deleted else ""
    return Observation(at, where, f"{verb} {subject}{gone}{told}", Seen.STATE)


def _matter(log: list[Exchange], since: datetime) -> Iterator[Exchange]:
    for exchange in log:
        if exchange.at >= since and (exchange.request.writes or exchange.status is None or exchange.status >= 400):
            yield exchange


def _said(exchange: Exchange) -> str:
    request = exchange.request
    lost = exchange.fault is not None and exchange.fault.value
    answer = str(exchange.status) if exchange.status is not None else "no answer"
    about = f" ({exchange.resource} {exchange.item_id})" if exchange.resource and exchange.item_id else ""
    return f"{request.method} {request.path} → {answer}{about}" + (f", {lost}" if lost else "")
