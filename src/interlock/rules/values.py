"""What the rules ask of the values that mapping rules name."""

from __future__ import annotations

from interlock.mapping import Written, parse_rule
from interlock.model.document import FieldRow, RecordRow
from interlock.model.profile import FieldProfile
from interlock.model.value import JSON, Side
from interlock.rules.context import Context
from interlock.rules.rows import direction_of, paths


def one_field(context: Context, row: RecordRow, pair: FieldRow, side: Side) -> FieldProfile | None:
    """The one field of a row on a side, where there is one and it was learned."""
    found = paths(pair, side)
    return context.field(row, side, found[0]) if len(found) == 1 else None


def rule_values(row: RecordRow, pair: FieldRow, side: Side) -> list[str]:
    """The values of a side that the row's rule names, as text; a constant is a value of the side that it fills."""
    use = parse_rule(pair.rule.text) if not pair.rule.open else None
    if use is None:
        return []
    pairs, direction = use.args.get("pairs"), direction_of(row, pair)
    if isinstance(pairs, tuple):
        return [one[0 if side is Side.LEFT else 1].text for one in pairs]
    constant = use.args.get("value")
    if use.rule == "always" and isinstance(constant, Written) and direction is not None and direction.writes(side):
        return [constant.text]
    return []


def listed(value: JSON) -> str:
    """A value of a field's list as a rule would write it."""
    return (
        {True: "true", False: "false", None: "null"}[value] if value is None or isinstance(value, bool) else str(value)
    )
