"""Proposed field pairs as a workbook in which people decide: a row for each, with reasons and the next best ones."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from interlock.catalogue.extras import how_to_install
from interlock.errors import InterlockError
from interlock.model.sheet import BESIDE, Sheet
from interlock.model.suggestion import Candidate, RecordCandidate
from interlock.render.suggestions import Proposed, Waiting

DECISION = "Decision"
WORDS = ("yes", "never", "2", "3", "4", "5")
"""What a spreadsheet offers for a decision; empty: it stays open."""

OTHERS = "other candidates"
_LONGEST = 2_000

_ABOUT = (
    f"Each row is a pair of fields that might hold the same. Write into {DECISION}: yes (it becomes a row of the field "
    "mapping, as its cells say it: change them where you know better), the number of another candidate, "
    "never (it is not proposed again), or nothing (it stays open). More rows can be added. Then take it back with "
    f"`interlock map --from FILE`. Columns that begin with {BESIDE} are there to be read only."
)

RECORDS, RECORD, MATCHED = "Data map", "Record", "Matched by"
_ABOUT_RECORDS = (
    f"Each row is a pair of resources that might hold the same. Write into {DECISION}: yes (it becomes a row of the "
    "data map, called and matched as its cells say: change them where you know better), never (it is not proposed "
    "again), or nothing (it stays open). More rows can be added. Then take it back with `interlock map --from FILE`. "
    f"Columns that begin with {BESIDE} are there to be read only."
)


def suggestions_xlsx(proposed: Proposed, others: Callable[[Candidate], Sequence[Candidate]]) -> bytes:
    """The proposals as an XLSX file.

    Args:
        proposed: what is proposed.
        others: the candidates that a pair stands against, itself first.

    Raises:
        InterlockError: what writes workbooks is not installed, or a name is longer than a cell can be.
    """
    left, right = proposed.systems
    rows = [(_cells(one), _beside(one, others(one)[1:])) for one in proposed.selected]
    rows += [(_unfed_cells(one, proposed), _unfed_beside(one)) for one in proposed.unfed]
    sheet = Sheet(proposed.name, "", (DECISION, left, "Direction", right, "Rule"), tuple(cells for cells, _ in rows))
    beside = Sheet(proposed.name, "", ("how sure", "why", OTHERS), tuple(extra for _, extra in rows))
    title = f"{proposed.name}: which field meets which"
    return _written(sheet, title, beside, _ABOUT, WORDS)


def records_xlsx(some: Sequence[tuple[RecordCandidate, str]], systems: tuple[str, str]) -> bytes:
    """The pairs of resources that are proposed, each with what to call it, as an XLSX file.

    Raises:
        InterlockError: as `suggestions_xlsx`.
    """
    rows = tuple(("", name, f"`{one.left}`", f"`{one.right}`", _keys(one)[0]) for one, name in some)
    more = tuple((one.confidence.value, _short("; ".join(one.reasons)), "\n".join(_keys(one)[1:])) for one, _ in some)
    sheet = Sheet(RECORDS, "", (DECISION, RECORD, *systems, MATCHED), rows)
    beside = Sheet(RECORDS, "", ("how sure", "why", "other keys"), more)
    return _written(sheet, "Which resource meets which", beside, _ABOUT_RECORDS, WORDS[:2])


def _keys(one: RecordCandidate) -> list[str]:
    return [f"`{left}` = `{right}`" for left, right in one.match] or [""]


def _written(sheet: Sheet, title: str, beside: Sheet, about: str, words: Sequence[str]) -> bytes:
    try:
        from interlock.render.workbook import xlsx  # noqa: PLC0415 - what writes it is an extra
    except ImportError:
        raise InterlockError("a workbook needs the extra `office`", hint=how_to_install("office")) from None
    return xlsx([sheet], title, beside={sheet.name: beside}, about=about, choices={DECISION: words})


def fields_cell(paths: Sequence[str]) -> str:
    """The fields of a side in one cell, as a field table writes them."""
    return ", ".join(f"`{path}`" for path in paths)


def numbered(some: Sequence[Candidate]) -> Iterator[str]:
    """Further candidates in a line each, as they are read back: `2. `a` → `b`: rule`."""
    for n, one in enumerate(some, start=2):
        rule = f": {one.rule}" if one.rule else ""
        yield f"{n}. {fields_cell(one.left)} {one.direction.value} {fields_cell(one.right)}{rule}"


def _cells(one: Candidate) -> tuple[str, ...]:
    return "", fields_cell(one.left), one.direction.value, fields_cell(one.right), one.rule


def _beside(one: Candidate, others: Sequence[Candidate]) -> tuple[str, ...]:
    return one.confidence.value, _short("; ".join(one.reasons)), _short("\n".join(numbered(others)))


def _unfed_cells(one: Waiting, proposed: Proposed) -> tuple[str, ...]:
    field = fields_cell([str(one.field.path)])
    return ("", "", "→", field, "") if one.system == proposed.systems[1] else ("", field, "←", "", "")


def _unfed_beside(one: Waiting) -> tuple[str, ...]:
    why = f"{one.system} requires it, and nothing fills it: name a field, or write `always VALUE` as its rule"
    return "unfed", why, _short("\n".join(numbered(one.could)))


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
