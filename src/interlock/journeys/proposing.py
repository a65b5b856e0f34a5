"""What a new version of the document would change about what a run does, before anybody signs it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace

from interlock.journeys.connect import demand_sound
from interlock.journeys.planning import planned_on, throwaway
from interlock.journeys.project import Project, mappings
from interlock.model.clock import Clock
from interlock.model.document import FieldRow, RecordRow, Stated
from interlock.model.ledger import Ledger
from interlock.model.plan import Line
from interlock.model.progress import Progress
from interlock.model.proposal import Proposal, Scope, Wording
from interlock.model.value import Side

_NAMED = 5
"""So many ids are named of what enters and leaves."""

_DECISIONS = {
    "left": "resource",
    "right": "resource",
    "source_of_truth": "Source of truth",
    "direction": "Direction",
    "on_conflict": "On conflict",
    "on_delete": "On delete",
    "matched_by": "Matched by",
    "only_when": "Only when",
    "when_it_leaves": "When it leaves",
    "create_missing": "Create missing",
    "starting": "Starting",
    "how_often": "How often",
}


def propose(
    present: Project,
    new: Project,
    *,
    env: str | None = None,
    clock: Clock | None = None,
    progress: Progress | None = None,
) -> Proposal:
    """Compare what a run by the present document would do with what one by the new version would.

    Both are planned on one copy of the ledger, which is thrown away; the two systems are only read.

    Args:
        present: the loaded project, as it runs.
        new: the same project with the other document.
        env: the environment; the only one unless named.
        clock: the time; the system's unless given.
        progress: hears how far it is.

    Raises:
        InterlockError: one of the two cannot be planned; the message says why and what to do.
    """
    return asyncio.run(_proposed(present, new, env, clock, progress))


async def _proposed(
    present: Project, new: Project, env: str | None, clock: Clock | None, progress: Progress | None
) -> Proposal:
    environment = present.environment(env)
    present = replace(present, is_draft=True)  # the new one may lie beside it, and is not to be read together with it
    demand_sound(present)
    demand_sound(new)
    with throwaway(present, environment) as ledger:
        before = await planned_on(ledger, present, environment, clock=clock, progress=progress)
        after = await planned_on(ledger, new, environment, clock=clock, progress=progress)
        scopes = tuple(_scopes(present, new, ledger))
    was, now = ({_key(line) for line in plan.lines} for plan in (before, after))
    return Proposal(
        environment=environment.name,
        wordings=tuple(_wordings(present, new)),
        scopes=scopes,
        added=tuple(line for line in after.lines if _key(line) not in was),
        dropped=tuple(line for line in before.lines if _key(line) not in now),
        same=len(was & now),
        unread=tuple(dict.fromkeys((*before.unread, *after.unread))),
    )


def _key(line: Line) -> tuple[object, ...]:
    """What makes two changes the same one: reasons and places may read otherwise."""
    fields = tuple((one.pair, repr(one.before), repr(one.after), repr(one.lost)) for one in line.fields)
    held = None if line.held is None else line.held.value
    return (line.kind.value, line.record, line.side.value, line.source_id, line.target_id, held, fields)


def _scopes(present: Project, new: Project, ledger: Ledger) -> Iterator[Scope]:
    """What enters and leaves, judged on every item that was seen."""
    old_ones, new_ones = mappings(present), mappings(new)
    for name in old_ones.keys() & new_ones.keys():
        for side in Side:
            entering: list[str] = []
            leaving: list[str] = []
            enters = leaves = 0
            for seen in ledger.every(name, side):
                was = old_ones[name].satisfies(side, seen.body)
                now = new_ones[name].satisfies(side, seen.body)
                if now and not was:
                    enters += 1
                    entering += [seen.id] if enters <= _NAMED else []
                elif was and not now:
                    leaves += 1
                    leaving += [seen.id] if leaves <= _NAMED else []
            if enters or leaves:
                yield Scope(name, side, enters, leaves, tuple(entering), tuple(leaving))


def _wordings(present: Project, new: Project) -> Iterator[Wording]:
    """The decisions of the data map and the field tables that read otherwise."""
    old_rows = {row.name: row for row in present.document.records}
    new_rows = {row.name: row for row in new.document.records}
    for name in dict.fromkeys([*old_rows, *new_rows]):
        old, now = old_rows.get(name), new_rows.get(name)
        if old is None or now is None:
            yield Wording(name, "the record", "" if old is None else "there", "" if now is None else "there")
            continue
        for attribute, heading in _DECISIONS.items():
            was, becomes = _text(getattr(old, attribute)), _text(getattr(now, attribute))
            if was != becomes:
                yield Wording(name, heading, was, becomes)
        yield from _fields(name, old, now)


def _fields(name: str, old: RecordRow, new: RecordRow) -> Iterator[Wording]:
    was = {_name(row): _words(row) for row in old.fields}
    becomes = {_name(row): _words(row) for row in new.fields}
    for row in dict.fromkeys([*was, *becomes]):
        if was.get(row) != becomes.get(row):
            yield Wording(name, row, was.get(row, ""), becomes.get(row, ""))


def _name(row: FieldRow) -> str:
    return " and ".join(text for text in (row.left.text.strip(), row.right.text.strip()) if text)


def _words(row: FieldRow) -> str:
    words = [row.direction.text.strip(), row.rule.text.strip() or "equal"]
    words += [f"wins: {row.wins.text.strip()}"] if row.wins.text.strip() else []
    return ", ".join([*words, *(["sensitive"] if row.sensitive else [])])


def _text(stated: Stated[object]) -> str:
    return stated.text.strip()
