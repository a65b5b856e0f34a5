"""Says the decisions about a record in one plain paragraph, for a reader who never saw the data map."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from interlock.model.decisions import (
    Condition,
    DeleteKind,
    Direction,
    Leaving,
    StartingKind,
    Winner,
    WinnerKind,
)
from interlock.model.document import Document, RecordRow, Stated
from interlock.model.value import Side


def paragraph(document: Document, row: RecordRow) -> str:
    """The sentences, each from one decision; what is not decided, or not understood, is said to be so."""
    said = (sentence(document, row) for sentence in _SENTENCES)
    return " ".join(one for one in said if one)


def name_of(document: Document, side: Side | None) -> str:
    """The system's name, or which one is meant where the document names none."""
    if side is None:
        return "one of the systems"
    row = next((one for one in document.systems if one.side is side), None)
    return row.name if row is not None else f"the {'first' if side is Side.LEFT else 'second'} system"


def a(noun: str) -> str:
    """The noun with its indefinite article."""
    return f"{'an' if noun[:1].casefold() in 'aeiou' else 'a'} {noun}"


def _flows(document: Document, row: RecordRow) -> str:
    left, right = name_of(document, Side.LEFT), name_of(document, Side.RIGHT)
    here, there = _kept(left, row.left.text), _kept(right, row.right.text)
    match row.direction.value:
        case Direction.BOTH:
            return f"{_A(row.name)} of {here} and its counterpart in {there} are kept equal, both ways."
        case Direction.RIGHT:
            return _one_way(row, here, there, Side.RIGHT)
        case Direction.LEFT:
            return _one_way(row, there, here, Side.LEFT)
    return f"{_A(row.name)} stands in {here} and in {there}; {_not_yet(row.direction, 'which way it flows')}"


def _one_way(row: RecordRow, source: str, target: str, side: Side) -> str:
    """Only what may be created becomes one; where nothing is created, values reach the counterparts that exist."""
    created = row.create_missing.value
    if created is not None and side not in created.sides:
        return f"The values of {a(row.name)} of {source} are carried over to its counterpart in {target}."
    return f"{_A(row.name)} of {source} becomes one in {target}."


def _truth(document: Document, row: RecordRow) -> str:
    side = row.source_of_truth.value
    if side is None:
        return _capital(_not_yet(row.source_of_truth, "which of them is the source of truth"))
    return f"The source of truth is {name_of(document, side)}."


def _often(_document: Document, row: RecordRow) -> str:
    often = row.how_often.value
    if often is None:
        return _capital(_not_yet(row.how_often, "how often changes are looked for"))
    if often.at_once:
        return "Changes are carried over at once."
    if often.every is not None:
        return f"Changes are looked for {row.how_often.text}."
    return f"Changes are carried over once a day: {row.how_often.text}."


def _matched(document: Document, row: RecordRow) -> str:
    key = row.matched_by.value
    if key is None:
        return _capital(_not_yet(row.matched_by, "by which fields the two are known to be the same"))
    pairs = [
        f"`{pair.left}` = `{pair.right}`{' (upper and lower case count as the same)' if pair.ignoring_case else ''}"
        for pair in key.pairs
    ]
    left, right = name_of(document, Side.LEFT), name_of(document, Side.RIGHT)
    return f"One in {left} and one in {right} are the same when {' and '.join(pairs)}."


def _only(document: Document, row: RecordRow) -> str:
    if row.only_when.open:
        return ""
    if row.only_when.value is None:
        return _capital(_not_yet(row.only_when, "which of them take part"))
    parts = " and ".join(_condition(document, one) for one in row.only_when.value)
    return f"Only those take part whose {parts}{_leaves(row)}."


def _leaves(row: RecordRow) -> str:
    match row.when_it_leaves.value:
        case Leaving.STOP:
            return "; one that no longer does is left as it is"
        case Leaving.KEEP:
            return "; one that no longer does is kept up to date all the same"
        case Leaving.ARCHIVE:
            return "; of one that no longer does, the counterpart is archived"
        case Leaving.HOLD:
            return "; one that no longer does is set aside for somebody to decide"
    return f"; {_not_yet(row.when_it_leaves, 'what happens to one that no longer does').removesuffix('.')}"


def _condition(document: Document, one: Condition) -> str:
    where = f" in {name_of(document, one.side)}" if one.side is not None else ""
    values = [f"`{value}`" for value in one.values]
    listed = " or ".join([", ".join(values[:-1]), values[-1]] if len(values) > 1 else values)
    return " ".join(part for part in (f"`{one.field}`{where}", _COMPARED.get(one.comparison.value, ""), listed) if part)


_COMPARED = {
    "is": "is",
    "is not": "is not",
    "is one of": "is",
    "is empty": "is empty",
    "is not empty": "is not empty",
    "is more than": "is more than",
    "is less than": "is less than",
}


def _created(document: Document, row: RecordRow) -> str:
    if row.create_missing.value is None:
        return _capital(_not_yet(row.create_missing, "whether one that is missing is created"))
    names = [name_of(document, side) for side in Side if side in row.create_missing.value.sides]
    if not names:
        return "One that is missing on a side is never created there."
    return f"One that is missing in {' or '.join(names)} is created there."


def _starts(_document: Document, row: RecordRow) -> str:
    start = row.starting.value
    if start is None:
        return _capital(_not_yet(row.starting, "what the first run takes up"))
    match start.kind:
        case StartingKind.ALL:
            return "The first run takes up all that exist."
        case StartingKind.LINK_ONLY:
            return "The first run links those that exist on both sides and creates none."
        case StartingKind.FROM_GO_LIVE:
            return "It begins with those that come into being after go-live; older ones are left alone."
        case StartingKind.SINCE:
            return f"It begins with those since {start.day}; older ones are left alone."


def _conflict(document: Document, row: RecordRow) -> str:
    if row.on_conflict.value is None:
        return _capital(_not_yet(row.on_conflict, "who wins when both sides changed the same field"))
    if row.direction.value is not Direction.BOTH:
        return _edited(document, row, row.on_conflict.value)
    return f"When both sides changed the same field, {_winner(document, row, row.on_conflict.value)}."


def _edited(document: Document, row: RecordRow, winner: Winner) -> str:
    target = Side.RIGHT if row.direction.value is Direction.RIGHT else Side.LEFT
    where = name_of(document, target)
    if winner.kind is WinnerKind.REPORT:
        return f"What somebody edits in {where} is left and reported."
    if winner.kind is WinnerKind.SOURCE_OF_TRUTH and row.source_of_truth.value is target.other:
        return f"What somebody edits in {where} is set back, and kept in the history."
    return f"When somebody edits it in {where}, {_winner(document, row, winner)}."


def _winner(document: Document, row: RecordRow, winner: Winner) -> str:
    match winner.kind:
        case WinnerKind.SOURCE_OF_TRUTH:
            side = row.source_of_truth.value
            return f"{name_of(document, side)} wins" if side is not None else "the source of truth wins"
        case WinnerKind.NEWEST:
            otherwise = winner.otherwise
            rest = _winner(document, row, otherwise) if otherwise is not None else "it is set aside for a person"
            return f"the newer value wins; where that cannot be told, {rest}"
        case WinnerKind.HOLD:
            return "it is set aside for somebody to decide"
        case WinnerKind.PER_FIELD:
            return "each field has its own rule, in the column Wins below"
        case WinnerKind.REPORT:
            return "both are left as they are, and that is reported"
        case WinnerKind.SIDE:
            return f"{name_of(document, winner.side)} wins"


def _deleted(document: Document, row: RecordRow) -> str:
    rule = row.on_delete.value
    if rule is None:
        return _capital(_not_yet(row.on_delete, "what happens when one is deleted"))
    where = f" (only in {name_of(document, rule.only_in)})" if rule.only_in is not None else ""
    by = f" by setting `{rule.field}` to `{rule.value}`" if rule.field is not None else ""
    done = {
        DeleteKind.DELETE: f"its counterpart is deleted{where}",
        DeleteKind.ARCHIVE: f"its counterpart is archived{by}{where}",
        DeleteKind.KEEP: "its counterpart stays as it is",
        DeleteKind.ASK: "the owner is asked what becomes of its counterpart",
    }
    return f"When one is deleted, {done[rule.kind]}."


_SENTENCES: tuple[Callable[[Document, RecordRow], str], ...] = (
    _flows,
    _truth,
    _often,
    _matched,
    _only,
    _created,
    _starts,
    _conflict,
    _deleted,
)


def _not_yet(cell: Stated[Any], what: str) -> str:
    return f"{what} is not decided yet." if cell.open else f"{what} is written as “{cell.text}”."


def _kept(system: str, resource: str) -> str:
    return f"{system} (`{resource}`)" if resource else system


def _A(noun: str) -> str:  # noqa: N802 - the capital is the point
    return _capital(a(noun))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
