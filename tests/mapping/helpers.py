"""Field tables written as rows of text, and links that a test knows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from interlock.mapping import Compiled, RecordMapping, compile_record, problems_of
from interlock.model.decisions import Condition, Direction, MatchKey, MatchPair
from interlock.model.document import FieldRow, LookUp, RecordRow, Stated
from interlock.model.path import Path
from interlock.model.place import Span
from interlock.model.profile import FieldProfile, FieldType, RecordProfile
from interlock.model.value import Side

FILE = "x.interlock.md"
NOWHERE = Span(FILE, 1, 1, 1, 1)


def stated(text: str, value: object = None, *, line: int = 1, column: int = 1) -> Stated:  # type: ignore[type-arg]
    """A cell of one line that starts at a column."""
    return Stated(text, Span(FILE, line, column, line, column + len(text)), value)


def field_row(text: str, *, line: int = 1) -> FieldRow:
    """The row that `` `a`, `b` | → | `c` | a rule | notes`` writes; columns of places are those of the text."""
    cells, starts, at = text.split("|"), [], 1
    for cell in cells:
        starts.append(at + len(cell) - len(cell.lstrip()))
        at += len(cell) + 1
    cells += [""] * (5 - len(cells))
    starts += [at] * (5 - len(starts))
    left, arrow, right, rule, notes = (cell.strip() for cell in cells)
    return FieldRow(
        stated(left, _paths(left), line=line, column=starts[0]),
        stated(right, _paths(right), line=line, column=starts[2]),
        stated(arrow, Direction(arrow) if arrow else None, line=line, column=starts[1]),
        stated(rule, line=line, column=starts[3]),
        stated(""),
        notes,
        Span(FILE, line, 1, line, len(text) + 1),
    )


def _paths(cell: str) -> tuple[Path, ...] | None:
    return tuple(Path.of(part.strip().strip("`")) for part in cell.split(",")) if cell else None


def record_row(
    rows: Iterable[str], *, matched_by: MatchKey | None = None, only_when: tuple[Condition, ...] = ()
) -> RecordRow:
    """A record with these field rows, one a line."""
    nothing = stated("")
    return RecordRow(
        "Thing",
        stated("things"),
        stated("objects"),
        stated("Left", Side.LEFT),
        stated("↔", Direction.BOTH),
        nothing,
        nothing,
        stated("x", matched_by),
        stated("x", only_when),
        nothing,
        nothing,
        nothing,
        nothing,
        tuple(field_row(row, line=i) for i, row in enumerate(rows, 1)),
        NOWHERE,
    )


def profile(**fields: FieldProfile | FieldType) -> RecordProfile:
    """A resource with these fields; `__` in a name stands for the dot of a path, a trailing `s_` for `s[]`."""
    found = []
    for name, kind in fields.items():
        path = Path.of(name.replace("s_", "s[]").replace("__", "."))
        found.append(
            FieldProfile(path, kind)
            if isinstance(kind, FieldType)
            else FieldProfile(path, kind.type, format=kind.format, zone=kind.zone)
        )
    return RecordProfile("things", fields=tuple(found))


def of_type(kind: FieldType, form: str = "", zone: str = "") -> FieldProfile:
    """A field of a type with a format."""
    return FieldProfile(Path.of("x"), kind, format=form, zone=zone)


UNKNOWN = RecordProfile("things")


def compiled(
    *rows: str,
    left: RecordProfile = UNKNOWN,
    right: RecordProfile = UNKNOWN,
    tables: tuple[LookUp, ...] = (),
    matched_by: MatchKey | None = None,
    only_when: tuple[Condition, ...] = (),
) -> Compiled:
    """The rows, compiled."""
    record = record_row(rows, matched_by=matched_by, only_when=only_when)
    made = compile_record(record, left, right, tables, FILE)
    # Who only asks is told the same, whatever is compiled anywhere in these tests.
    assert problems_of(record, left, right, tables, FILE) == made.findings
    return made


def mapping(
    *rows: str,
    left: RecordProfile = UNKNOWN,
    right: RecordProfile = UNKNOWN,
    tables: tuple[LookUp, ...] = (),
    matched_by: MatchKey | None = None,
    only_when: tuple[Condition, ...] = (),
) -> RecordMapping:
    """The mapping of rows that have nothing wrong."""
    found = compiled(*rows, left=left, right=right, tables=tables, matched_by=matched_by, only_when=only_when)
    assert found.findings == ()
    return found.mapping


def key(*pairs: tuple[str, str], ignoring_case: bool = False) -> MatchKey:
    """A match key of these fields."""
    return MatchKey(tuple(MatchPair(Path.of(a), Path.of(b), ignoring_case) for a, b in pairs))


def table(name: str, *rows: tuple[str, ...]) -> LookUp:
    """A table of the document."""
    return LookUp(name, ("Left", "Right"), rows, NOWHERE)


RATES = table("Rates", ("USD", "0.90", "2026-01-01"), ("`USD`", "0.925", "2026-02-01"), ("GBP", "1.15", "2026-01-01"))


@dataclass(frozen=True)
class KnownLinks:
    """Links by record and link: the ids on the left and the right side."""

    ids: Mapping[tuple[str, str], tuple[str | None, str | None]] = field(default_factory=dict)

    def link_of(self, record: str, side: Side, item_id: str) -> str | None:
        index = 0 if side is Side.LEFT else 1
        return next((link for (of, link), ids in self.ids.items() if of == record and ids[index] == item_id), None)

    def id_in(self, record: str, side: Side, link: str) -> str | None:
        return self.ids.get((record, link), (None, None))[0 if side is Side.LEFT else 1]


NO_LINKS = KnownLinks()
