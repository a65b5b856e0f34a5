"""Sentences that can be added as they stand: criteria that a rule looks for, and names for new items."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from interlock.asking.decisions import deadline
from interlock.asking.offer import Asked
from interlock.model.decisions import DeleteKind, Direction, WinnerKind
from interlock.model.document import Document, FieldRow, RecordRow
from interlock.model.path import Path
from interlock.model.value import Side

_NAMED = re.compile(r"(?:[-*+]\s+)?((?:\*\*|__)[^*_]{1,119}(?:\*\*|__).*)", re.DOTALL)
_VOWELS = set("aeiou")


def named_item(asked: Asked, section: str, words: str, *, name: str = "", about: str = "") -> str:
    """The sentence with a name of its own before it, unless it has one."""
    return named(asked.document, section, words, name=name, about=about)


def named(document: Document, section: str, words: str, *, name: str = "", about: str = "") -> str:
    """The sentence with a name that nothing in the document has, unless it has one."""
    said = " ".join(words.split())
    found = _NAMED.fullmatch(said)
    if found is not None:
        return found.group(1)
    taken = {one.name.casefold() for one in document.criteria}
    taken |= {one.name.casefold() for one in document.stories}
    kept = name or _slug(said) or section.casefold().replace(" ", "-")
    number, free = 2, kept
    while free.casefold() in taken:
        free, number = f"{kept}-{number}", number + 1
    return f"**{free}**{f' ({about})' if about else ''}: {said}"


def _slug(words: str) -> str:
    plain = re.sub(r"^(when|as an?|as the)\s+", "", words.casefold())
    kept = [word for word in re.findall(r"[a-z0-9]+", plain) if word not in {"a", "an", "the", "is", "in", "s"}]
    return "-".join(kept[:4])


def an(name: str) -> str:
    """The name with its article."""
    return f"an {name}" if name[:1].casefold() in _VOWELS else f"a {name}"


def many(name: str) -> str:
    """The name in the plural, as the document understands it."""
    if name.casefold().endswith(("s", "x", "z", "ch", "sh")):
        return f"{name}es"
    if name.casefold().endswith("y") and name[-2:-1].casefold() not in _VOWELS:
        return f"{name[:-1]}ies"
    return f"{name}s"


def created(asked: Asked, row: RecordRow, here: Side) -> str:
    """A create in one system is seen in the other, or is not."""
    there = here.other
    what, frm, to = an(row.name), asked.name(here), asked.name(there)
    create = row.create_missing.value
    if create is None or there in create.sides:
        return f"When {what} is created in {frm}, a matching {row.name} exists in {to} within {deadline(row)}."
    return f"When {what} is created in {frm}, no matching {row.name} exists in {to} for 1 hour."


def deleted(asked: Asked, row: RecordRow, here: Side) -> str:
    """What becomes of the counterpart of a deleted item, by the rule that is written."""
    frm, to, rule = asked.name(here), asked.name(here.other), row.on_delete.value
    begin = f"When {an(row.name)} is deleted in {frm}, "
    if rule is None or rule.kind is DeleteKind.ARCHIVE:
        return f"{begin}the matching {row.name} is archived in {to} within {deadline(row)}."
    if rule.kind is DeleteKind.DELETE:
        return f"{begin}no matching {row.name} exists in {to} within {deadline(row)}."
    if rule.kind is DeleteKind.ASK:
        return f"{begin}the matching {row.name} is unchanged in {to} for 1 hour and the owner is asked."
    return f"{begin}the matching {row.name} is unchanged in {to} for 1 hour."


def down(asked: Asked, side: Side) -> Iterator[str]:
    """A system was away: what was created meanwhile, or changed where nothing is created."""
    name = asked.name(side)
    rest = f"while {name} is down for 30 minutes"
    for row in asked.document.records:
        if row.direction.value is None or not row.direction.value.writes(side):
            continue
        create, frm, whole = row.create_missing.value, asked.name(side.other), many(row.name)
        late = deadline(row)
        if create is not None and side in create.sides:
            yield (
                f"When 200 {whole} are created in {frm} {rest}, every {row.name} exists exactly once in {name} "
                f"within {late} of its return."
            )
        yield (
            f"When 50 {whole} change in {frm} {rest}, their mapped fields are equal in {name} "
            f"within {late} of its return."
        )


def rejected(asked: Asked) -> Iterator[str]:
    """A system refuses an item."""
    for row, side in _creating(asked):
        yield (
            f"When {asked.name(side)} answers 422 to {an(row.name)}, it is tried 4 times in all, "
            "then it is held and an alert is sent."
        )


def busy(asked: Asked) -> Iterator[str]:
    """The busiest day."""
    for row, side in _creating(asked):
        yield (
            f"When 1,000 {many(row.name)} are created in {asked.name(side.other)} within 1 hour, "
            f"every {row.name} exists exactly once in {asked.name(side)} within {deadline(row)} of the last."
        )


def _creating(asked: Asked) -> Iterator[tuple[RecordRow, Side]]:
    """The records with the sides in which they are created."""
    for row in asked.document.records:
        for side in Side:
            create = row.create_missing.value
            writes = row.direction.value is not None and row.direction.value.writes(side)
            if writes and (create is None or side in create.sides):
                yield row, side


def both_changed(asked: Asked, row: RecordRow) -> Iterator[str]:
    """Both sides of an item were changed: what then is, by the rule that is written for the field or the record."""
    left, right = asked.name(Side.LEFT), asked.name(Side.RIGHT)
    for pair, path in _copied(row, Side.LEFT, {Direction.BOTH}):
        begin = f"When {an(row.name)}'s `{path}` changes in {left} and 2 minutes later in {right}, "
        for side in _winners(row, pair):
            if side is None:
                yield f"{begin}it is held with a reason within {deadline(row)}."
            else:
                yield (
                    f"{begin}the value of {asked.name(side)} is in both within {deadline(row)} "
                    "and the other value is in the history."
                )


def _winners(row: RecordRow, pair: FieldRow) -> Iterator[Side | None]:
    """Whose value can win where the right side changed last (None: it is held); several while that is undecided."""
    rule, truth = row.on_conflict.value, row.source_of_truth.value
    if pair.wins.value is not None:
        rule = pair.wins.value
    kind = rule.kind if rule is not None else None
    if kind is WinnerKind.HOLD:
        yield None
    elif rule is not None and rule.side is not None:
        yield rule.side
    else:
        if kind in {None, WinnerKind.NEWEST}:
            yield Side.RIGHT
        if kind is not WinnerKind.NEWEST and truth is not None:
            yield truth


def renamed(asked: Asked) -> Iterator[str]:
    """Somebody renamed the label of a field."""
    for row in asked.document.records:
        for here in (Side.LEFT, Side.RIGHT):
            flows = {Direction.BOTH, Direction.RIGHT if here is Side.LEFT else Direction.LEFT}
            for pair, source in _copied(row, here, flows):
                there = asked.name(here.other)
                target = next(_fields(pair, here.other))
                yield (
                    f"When the label of `{target}` of {row.name} is renamed in {there}, a change of "
                    f"`{source}` in {asked.name(here)} still arrives in {there} within {deadline(row)}."
                )


def _copied(row: RecordRow, side: Side, flows: Collection[Direction]) -> Iterator[tuple[FieldRow, Path]]:
    """The rows of a record that flow so, each with a field of a side; the plainest first.

    Plain is one field at the top that is copied as it is; by a field of the match, items are found, so those come last.
    """
    match = row.matched_by.value
    keys = {pair.left for pair in match.pairs} if match is not None else set()
    found = [
        (pair, path)
        for pair in row.fields
        if (pair.direction.value or row.direction.value) in flows and any(_fields(pair, side.other))
        for path in list(_fields(pair, side))[:1]
    ]

    def fuss(one: tuple[FieldRow, Path]) -> tuple[bool, bool, int]:
        paths = [path for each in Side for path in _fields(one[0], each)]
        return paths[0] in keys, not one[0].rule.open, sum(len(path.parts) for path in paths)

    yield from sorted(found, key=fuss)


def _fields(pair: FieldRow, side: Side) -> Iterator[Path]:
    """The fields of a row on a side that are not those of list elements."""
    found = (pair.left if side is Side.LEFT else pair.right).value or ()
    yield from (path for path in found if path.array is None)
