"""Why a field has its value, where a value went, and taking a written value back."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass

from interlock.adapters.clocks import SystemClock
from interlock.adapters.ledger.history import FORGOTTEN
from interlock.adapters.whoami import who
from interlock.catalogue import did_you_mean
from interlock.errors import UsageError
from interlock.journeys.connect import demand_sound, opened
from interlock.journeys.looking import journal
from interlock.journeys.planning import throwaway
from interlock.journeys.project import Project, mappings
from interlock.journeys.running import Silent
from interlock.model.alert import Alerts
from interlock.model.clock import Clock
from interlock.model.history import Entry, EntryKind
from interlock.model.ledger import Ledger
from interlock.model.plan import Line
from interlock.model.trace import Trace, Value
from interlock.model.value import ABSENT, Side
from interlock.sync.record import Record, records_of
from interlock.sync.telling import told
from interlock.sync.values import shade


@dataclass(frozen=True, slots=True)
class Asked:
    """What of the history is asked for: a record, an item by either id, a field by its path or pair, what gave way."""

    record: str | None = None
    item: str | None = None
    field: str | None = None
    lost: bool = False
    most: int | None = None


def entries(project: Project, asked: Asked, *, env: str | None = None) -> tuple[Entry, ...]:
    """What was written where, when and why, oldest first, as far as it is asked for.

    Raises:
        UsageError: nothing has run there yet, or the document has no such field.
    """
    narrowed = asked.field is not None or asked.lost
    pairs = None if asked.field is None else _pairs(project, asked.record, asked.field)
    with journal(project, env) as ledger:
        found = ledger.history(record=asked.record, item_id=asked.item, most=None if narrowed else asked.most)
        if not found and asked.item is not None:
            _demand_known(project, asked, ledger)
    if pairs is not None:
        found = tuple(one for one in found if one.pair in pairs or not one.pair)
    if asked.lost:
        found = tuple(one for one in found if one.lost is not ABSENT)
    return found if asked.most is None else found[-asked.most :]


def _demand_known(project: Project, asked: Asked, ledger: Ledger) -> None:
    """See that some item has the id that is asked for.

    Raises:
        UsageError: none has, as far as was seen.
    """
    records = [row.name for row in project.document.records] if asked.record is None else [asked.record]
    item = asked.item or ""
    if any(ledger.seen(record, side, item) is not None for record in records for side in Side):
        return
    raise UsageError(
        f"no {asked.record or 'item'} `{item}` was ever seen in either system",
        hint="name it by the id that either system gave it; `interlock run` looks at what is new",
    )


def traces(project: Project, asked: Asked, *, env: str | None = None) -> tuple[Trace, ...]:
    """For each field pair that is asked for of one item: its value on both sides, and the last that wrote it there.

    Raises:
        UsageError: the item was never seen, or the document has no such field.
    """
    if asked.item is None or asked.field is None:
        return ()
    wanted = _pairs(project, asked.record, asked.field)
    records = _records(project)
    found: list[Trace] = []
    with journal(project, env) as ledger:
        for record in records.values():
            if asked.record not in (None, record.name):
                continue
            for side in Side:
                if ledger.seen(record.name, side, asked.item) is None:
                    continue
                found += [_trace(record, name, side, asked.item, ledger) for name in record.pairs if name in wanted]
                break
    if not found:
        raise UsageError(
            f"there is no item `{asked.item}` with such a field, as far as the systems showed",
            hint="name it by the id that either system gave it; `--record` tells in which record",
        )
    return tuple(found)


def undo(
    project: Project,
    number: int,
    *,
    env: str | None = None,
    by: str | None = None,
    apply: bool = False,
    clock: Clock | None = None,
    alerts: Alerts | None = None,
) -> tuple[Line, ...]:
    """What taking back a written value would change, or with `apply` did.

    The value goes to the system it was written in, as an ordinary write that is noted before; from there it flows as
    any edit does. Nothing is done where the field was changed since.

    Args:
        project: a loaded project without errors.
        number: the number of the entry in the history.
        env: the environment; the only one unless named.
        by: who wants it; the user of this machine unless named.
        apply: do it; otherwise nothing is written anywhere.
        clock: the time; the system's unless given.
        alerts: who is told what a person must know; nobody unless given.

    Raises:
        UsageError: it cannot be taken back; the message says why and what to do instead.
    """
    environment = project.environment(env)
    demand_sound(project)
    with journal(project, env) as ledger:
        found = ledger.history(number=number)
    if not found:
        raise UsageError(
            f"the history has no entry #{number}", hint="`interlock history` shows the number of each entry"
        )
    name = (by or who() or "somebody").strip()

    async def inside() -> tuple[Line, ...]:
        with nullcontext(None) if apply else throwaway(project, environment) as copy:
            async with opened(
                project,
                environment,
                clock=clock or SystemClock(),
                alerts_of=lambda _: alerts or Silent(),
                ledger=copy,
            ) as run:
                return await run.integration.undo(found[0], name, rehearsed=not apply)

    return asyncio.run(inside())


def _trace(record: Record, name: str, side: Side, item: str, ledger: Ledger) -> Trace:
    link = ledger.link_at(record.name, side, item)
    ids = {side: item} if link is None else {one: link.id_on(one) for one in Side}
    values: dict[Side, Value] = {}
    pair = record.pairs[name]
    history = ledger.history(record=record.name, link=link.id) if link is not None else ()
    for one, item_id in ids.items():
        seen = ledger.seen(record.name, one, item_id)
        if seen is None:
            continue
        shown = told(pair, shade(record.mapping.read(one, seen.body, ledger)[name]), one, ledger)
        values[one] = Value(item_id, shown, seen.seen_at, seen.updated_at, seen.gone, _last(history, name, one))
    lost = tuple(entry for entry in history if entry.pair == name and entry.lost is not ABSENT)
    return Trace(record.name, name, values, lost, pair.sensitive)


def _last(history: Sequence[Entry], pair: str, side: Side) -> Entry | None:
    """The last entry that tells of that field being written there, or of the item being created.

    One that was emptied since, as it was old or somebody asked for it, tells no more than that.
    """
    for entry in reversed(history):
        made = isinstance(entry.after, Mapping) and pair in entry.after and not entry.pair
        emptied = entry.reason == FORGOTTEN and entry.kind in (_MADE if not entry.pair else _SET)
        if entry.side is side and (made or (entry.pair == pair and (entry.after is not ABSENT or emptied))):
            return entry
        if entry.side is side and emptied and not entry.pair:
            return entry
    return None


_MADE = (EntryKind.CREATED, EntryKind.ADOPTED)
_SET = (EntryKind.UPDATED, EntryKind.OVERWRITTEN, EntryKind.RESTORED)


def _pairs(project: Project, record: str | None, field: str) -> frozenset[str]:
    """The names of the field pairs that a field is part of."""
    wanted = field.strip().strip("`").casefold()
    names: dict[str, set[str]] = {}
    for name, mapping in mappings(project).items():
        if record is not None and name != record:
            continue
        for pair in mapping.pairs:
            paths = [path for side in (pair.row.left, pair.row.right) for path in (side.value or ())]
            for known in (pair.name, *map(str, paths)):
                names.setdefault(known.casefold(), set()).add(pair.name)
    if wanted not in names:
        raise UsageError(f"no mapped field is called `{field}`", hint=did_you_mean(field, names))
    return frozenset(names[wanted])


def _records(project: Project) -> dict[str, Record]:
    profiles = {side: {one.name: one for one in profile.records} for side, profile in project.profiles.items()}
    return records_of(project.document, mappings(project), profiles) if len(profiles) == len(Side) else {}
