"""What the documents of one folder have in common: systems, and the values and items that they move between them."""

from __future__ import annotations

import posixpath
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from interlock.model.decisions import Comparison, Condition, DeleteKind, Direction, Leaving
from interlock.model.document import FieldRow, RecordRow, SystemRow
from interlock.model.place import Span
from interlock.model.value import Side
from interlock.rules.context import Context
from interlock.rules.rows import direction_of, paths, sources

_MOST_STEPS, _MOST_WAYS = 200_000, 5_000
"""So far circles are searched, in all and from one place; real documents are far below."""


def same_system(one: SystemRow, other: SystemRow) -> bool:
    """Whether two rows of two documents mean the same system: the same name, or the same API description."""
    return name_of(one) == name_of(other) or (bool(file_of(one)) and file_of(one) == file_of(other))


def name_of(row: SystemRow) -> str:
    """A system's name as it is compared."""
    return " ".join(row.name.casefold().split())


def file_of(row: SystemRow) -> str:
    """The path of a system's description as it is compared; empty where there is none."""
    return posixpath.normpath(row.description.strip()) if row.description.strip() else ""


def shared(context: Context) -> Iterator[tuple[SystemRow, Context, SystemRow]]:
    """Each system of this document that another document has, too."""
    for row in context.document.systems:
        for other in context.others:
            for there in other.document.systems:
                if same_system(row, there):
                    yield row, other, there


@dataclass(frozen=True, slots=True)
class Stop:
    """A place where items or values are: a resource of a system, or one field of it."""

    system: str
    resource: str
    field: str = ""


@dataclass(frozen=True, slots=True)
class Flow:
    """That a document moves something from one place to another, with the row that says so."""

    context: Context
    row: RecordRow
    source: Stop
    target: Stop
    side: Side
    """where it arrives"""
    place: Span
    rule: str = ""
    both: bool = False
    """whether the same row brings it back"""

    @property
    def file(self) -> str:
        """The document that says so."""
        return self.context.document.path


def _names(systems: Iterable[tuple[str, str]]) -> Mapping[tuple[str, str], str]:
    """One name for each system, however documents call it, by its name and file as compared."""
    known: dict[tuple[str, str], str] = {}
    by_name: dict[str, str] = {}
    by_file: dict[str, str] = {}
    for name, file in systems:
        key = by_name.get(name) or (by_file.get(file) if file else None) or name
        by_name[name] = key
        if file:
            by_file.setdefault(file, key)
        known[name, file] = key
    return known


def _stop(names: Mapping[tuple[str, str], str], context: Context, row: RecordRow, side: Side, field: str) -> Stop:
    system = context.system(side)
    key = "" if system is None else names[name_of(system), file_of(system)]
    return Stop(key, row.resource(side).strip(), field)


def _named(contexts: Sequence[Context]) -> Mapping[tuple[str, str], str]:
    return _names((name_of(row), file_of(row)) for one in contexts for row in one.document.systems)


def value_flows(contexts: Sequence[Context]) -> Iterator[Flow]:
    """Each field that is written, with each field that its value comes from; a constant comes from nowhere."""
    names = _named(contexts)
    for context in contexts:
        for row in context.document.records:
            for pair in row.fields:
                yield from _of_pair(names, context, row, pair)


def _of_pair(names: Mapping[tuple[str, str], str], context: Context, row: RecordRow, pair: FieldRow) -> Iterator[Flow]:
    direction = direction_of(row, pair)
    for side in Side:
        if direction is None or not direction.writes(side):
            continue
        for target in paths(pair, side):
            there = _stop(names, context, row, side, str(target))
            for source in paths(pair, side.other) or (None,):
                here = _stop(names, context, row, side.other, "" if source is None else str(source))
                both = direction is Direction.BOTH
                yield Flow(context, row, here, there, side, pair.span, pair.rule.text.strip(), both)


def creating_flows(contexts: Sequence[Context]) -> Iterator[Flow]:
    """Each resource in which a document creates what exists in another one."""
    names = _named(contexts)
    for context in contexts:
        for row in context.document.records:
            missing = row.create_missing.value
            for side in sources(row):
                if missing is not None and side.other in missing.sides and row.resource(side):
                    here, there = (_stop(names, context, row, one, "") for one in (side, side.other))
                    yield Flow(context, row, here, there, side.other, row.create_missing.span)


def removing_flows(contexts: Sequence[Context]) -> Iterator[Flow]:
    """Each resource from which a document takes what is gone in another one, by deleting or archiving it."""
    names = _named(contexts)
    for context in contexts:
        for row in context.document.records:
            rule = row.on_delete.value
            removes = rule is not None and rule.kind in (DeleteKind.DELETE, DeleteKind.ARCHIVE)
            leaves = row.when_it_leaves.value is Leaving.ARCHIVE
            for side in sources(row):
                if not row.resource(side):
                    continue
                here, there = (_stop(names, context, row, one, "") for one in (side, side.other))
                if removes and rule is not None and rule.only_in in (None, side.other):
                    yield Flow(context, row, here, there, side.other, row.on_delete.span)
                elif leaves:
                    yield Flow(context, row, here, there, side.other, row.when_it_leaves.span)


def circles(flows: Sequence[Flow], *, through: str) -> Iterator[tuple[Flow, ...]]:
    """Circles of flows that begin in the document `through` and use another document, too; each one once.

    To and fro within one document is no circle: its own run knows what it wrote.
    """
    leaving: dict[Stop, list[Flow]] = {}
    for flow in flows:
        if flow.source.field or not flow.target.field:
            leaving.setdefault(flow.source, []).append(flow)
    told: set[frozenset[Hashable]] = set()
    steps = 0
    for first in flows:
        if first.file != through:
            continue
        circle, taken = _back(first, leaving)
        steps += taken
        key = frozenset((flow.file, flow.source, flow.target) for flow in circle)
        if circle and key not in told:
            told.add(key)
            yield circle
        if steps > _MOST_STEPS:
            return


def _back(first: Flow, leaving: Mapping[Stop, Sequence[Flow]]) -> tuple[tuple[Flow, ...], int]:
    """The shortest way, past no place twice, from where a flow ends to where it began, through another document."""
    ways: list[tuple[Flow, ...]] = [(first,)]
    steps = 0
    for way in ways:
        passed = {flow.target for flow in way}
        for flow in leaving.get(way[-1].target, ()):
            steps += 1
            if steps > _MOST_WAYS:
                return (), steps
            if flow.target == first.source:
                if any(one.file != first.file for one in (*way, flow)):
                    return (*way, flow), steps
            elif flow.target not in passed:
                ways.append((*way, flow))
    return (), steps


def apart(one: Flow, other: Flow) -> bool:
    """Whether no item satisfies the conditions of both, as far as can be told from what is written."""
    for mine in _conditions(one):
        for theirs in _conditions(other):
            if mine[0] == theirs[0] and _exclude(mine[1], theirs[1]):
                return True
    return False


def _conditions(flow: Flow) -> Iterator[tuple[Stop, Condition]]:
    for condition in flow.row.only_when.value or ():
        for side in Side:
            if condition.side is side:
                stop = flow.target if side is flow.side else flow.source
                yield Stop(stop.system, stop.resource, str(condition.field)), condition


def _exclude(one: Condition, other: Condition) -> bool:
    equals = {Comparison.IS, Comparison.IS_ONE_OF}
    if one.comparison in equals and other.comparison in equals:
        return not {value.casefold() for value in one.values} & {value.casefold() for value in other.values}
    kinds = {one.comparison, other.comparison}
    if kinds == {Comparison.IS_EMPTY, Comparison.IS_NOT_EMPTY}:
        return True
    if kinds == {Comparison.IS, Comparison.IS_NOT}:
        return one.values == other.values
    return False


def round_trip(circle: Sequence[Flow], here: Context) -> str:
    """The places of a circle in their order, each with the document that leads to it."""
    first = circle[0]
    steps = [_at(first.source, first, first.side.other)]
    steps += [f"{_at(flow.target, flow, flow.side)} ({elsewhere(flow, here)})" for flow in circle]
    return " → ".join(steps)


def _at(stop: Stop, flow: Flow, side: Side) -> str:
    where = f"`{stop.resource}` of {flow.context.name(side)}"
    return f"`{stop.field}` in {where}" if stop.field else where


def elsewhere(flow: Flow, here: Context) -> str:
    """Where another document says it: `stock.interlock.md`, line 12."""
    if flow.file == here.document.path:
        return f"line {flow.place.line} here"
    return f"`{posixpath.basename(flow.file)}`, line {flow.place.line}"
