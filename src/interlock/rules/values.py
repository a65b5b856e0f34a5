"""What the rules ask of the values that mapping rules name."""

from __future__ import annotations

from pathlib import PurePath

from interlock.mapping import Written, parse_rule
from interlock.model.document import Document, FieldRow, LookUp, RecordRow
from interlock.model.place import Span
from interlock.model.profile import FieldProfile, FieldType
from interlock.model.value import JSON, Side
from interlock.rules.context import Context
from interlock.rules.rows import direction_of, paths
from interlock.rules.wording import same_words


def one_field(context: Context, row: RecordRow, pair: FieldRow, side: Side) -> FieldProfile | None:
    """The one field of a row on a side, where there is one and it was learned."""
    found = paths(pair, side)
    return context.field(row, side, found[0]) if len(found) == 1 else None


def table_of(context: Context, pair: FieldRow) -> LookUp | None:
    """The table that the row's rule names, where the document has it."""
    use = parse_rule(pair.rule.text) if not pair.rule.open else None
    name = str(use.args.get("table", "")) if use is not None else ""
    return next((table for table in context.document.tables if same_words(table.name, name)), None)


def line_of(document: Document, table: LookUp, line: int) -> Span:
    """The place of a line of the file in which a table's rows stand."""
    return Span(str(PurePath(document.path).parent / table.file), line, 1, line, 1)


def rule_values(context: Context, row: RecordRow, pair: FieldRow, side: Side) -> list[str]:
    """The values of a side that the row's rule, or the table it names, has; a constant is one of the side it fills."""
    use = parse_rule(pair.rule.text) if not pair.rule.open else None
    if use is None:
        return []
    pairs, direction = use.args.get("pairs"), direction_of(row, pair)
    if isinstance(pairs, tuple):
        return [one[0 if side is Side.LEFT else 1].text for one in pairs]
    if use.rule == "by_table":
        table, column = table_of(context, pair), 0 if side is Side.LEFT else 1
        return [row[column].strip().strip("`") for row in table.rows if len(row) > 1] if table is not None else []
    constant = use.args.get("value")
    if direction is None or not direction.writes(side) or use.rule not in {"always", "either"}:
        return []
    return [one.text for one in (constant, use.args.get("instead")) if isinstance(one, Written)]


def known_values(field: FieldProfile) -> frozenset[str]:
    """The values that a field lists, as a rule would write them; a truth lists two. Nothing: it lists none."""
    if field.type is FieldType.BOOLEAN:
        return frozenset({"true", "false"})
    return frozenset(listed(value) for value in field.enum)


def listed(value: JSON) -> str:
    """A value of a field's list as a rule would write it."""
    return (
        {True: "true", False: "false", None: "null"}[value] if value is None or isinstance(value, bool) else str(value)
    )
