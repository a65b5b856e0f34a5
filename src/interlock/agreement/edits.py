"""Changed cells as a person would tell them: rows that came, went or got another name, and cells that differ."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from interlock.model.agreement import Cell
from interlock.model.differences import Edit, Way

Row = Mapping[str, Cell]
_NAMED_BY = {
    "Data map": "Record",
    "Acceptance criteria": "Name",
    "User stories": "Name",
    "People": "Name",
    "Terms": "Term",
    "Dates": "What",
    "Out of scope": "Not in this version",
    "When something goes wrong": "When",
    "Assumptions and considerations": "Sentence",
}
"""The column that names a row; that it differs is the new name and no change beside it."""

# By experience: rows that share less are two rows, and one is told as gone and the other as new.
_ALIKE = 0.5
# Every row that is gone is compared with every new one of its table.
_MOST_COMPARED = 200


def edits(before: Sequence[Cell], after: Sequence[Cell]) -> tuple[Edit, ...]:
    """What changed, in the order in which it stands now; rows that are gone stand at the end of their table."""
    old, new = _tables(before), _tables(after)
    found: list[Edit] = []
    for key in dict.fromkeys([*new, *old]):
        found += _table(old.get(key, {}), new.get(key, {}))
    return tuple(found)


def _tables(cells: Sequence[Cell]) -> dict[tuple[str, str], dict[str, dict[str, Cell]]]:
    tables: dict[tuple[str, str], dict[str, dict[str, Cell]]] = {}
    for cell in cells:
        tables.setdefault((cell.section, cell.group), {}).setdefault(cell.row, {})[cell.column] = cell
    return tables


def _table(old: Mapping[str, Row], new: Mapping[str, Row]) -> Iterator[Edit]:
    gone = {name: row for name, row in old.items() if name not in new}
    came = {name: row for name, row in new.items() if name not in old}
    renamed = _pairs(gone, came)
    for name, row in new.items():
        if name in old:
            yield from _cells(old[name], row, name)
        elif name in renamed:
            yield from _renamed(name, gone[renamed[name]], row)
        else:
            yield _whole(Way.ADDED, name, row)
    taken = set(renamed.values())
    yield from (_whole(Way.REMOVED, name, row) for name, row in gone.items() if name not in taken)


def _pairs(gone: Mapping[str, Row], came: Mapping[str, Row]) -> dict[str, str]:
    """The old names of new rows that are most like rows that are gone, the most alike first."""
    some = (list(rows)[:_MOST_COMPARED] for rows in (came, gone))
    likeness = [(_alike(gone[old], came[new]), new, old) for new, old in product(*some)]
    found: dict[str, str] = {}
    for alike, new, old in sorted(likeness, key=lambda one: -one[0]):
        if alike < _ALIKE:
            break
        if new not in found and old not in found.values():
            found[new] = old
    return found


def _alike(old: Row, new: Row) -> float:
    """The part of both rows' cells that say the same; two sentences are compared word by word."""
    columns = old.keys() | new.keys()
    if columns <= {"Sentence", "Name"}:
        first, second = (set(row["Sentence"].text.casefold().split()) for row in (old, new))
        return len(first & second) / max(1, len(first | second))
    same = sum(column in old and column in new and old[column].text == new[column].text for column in columns)
    return same / len(columns)


def _cells(old: Row, new: Row, name: str, *, but: str = "") -> Iterator[Edit]:
    for column in dict.fromkeys([*new, *old]):
        before, after = (row[column].text if column in row else "" for row in (old, new))
        if before != after and column != but:
            cell = new.get(column) or old[column]
            place = new[column].place if column in new else next(iter(new.values())).place
            yield Edit(Way.CHANGED, cell.layer, cell.section, cell.group, name, column, before, after, place)


def _renamed(after: str, old: Row, new: Row) -> Iterator[Edit]:
    cell = next(iter(new.values()))
    naming = _NAMED_BY.get(cell.section, "")
    names = [row[naming].text if naming in row else "" for row in (old, new)]
    if names[0] != names[1]:
        place = new[naming].place if naming in new else cell.place
        yield Edit(Way.RENAMED, cell.layer, cell.section, cell.group, after, naming, names[0], names[1], place)
    yield from _cells(old, new, after, but=naming)


def _whole(way: Way, name: str, row: Row) -> Edit:
    cell = next(iter(row.values()))
    said = "; ".join(f"{one.column}: {one.text}" for one in row.values())
    before, after = (said, "") if way is Way.REMOVED else ("", said)
    place = cell.place if way is Way.ADDED else None
    return Edit(way, cell.layer, cell.section, cell.group, name, "", before, after, place)
