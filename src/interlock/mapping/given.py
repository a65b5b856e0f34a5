"""What one field row makes of one written value, for whoever reads a document and has no items."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from interlock.mapping.language import parse_rule, rules
from interlock.mapping.outcome import Misfit, Problem
from interlock.mapping.rule import Call, Conversion, Takes, Written
from interlock.mapping.values import as_number, literal, spelled
from interlock.model.decisions import Direction
from interlock.model.document import FieldRow, LookUp
from interlock.model.profile import FieldProfile
from interlock.model.value import ABSENT, Canonical, Side


@dataclass(frozen=True, slots=True)
class Ends:
    """The fields that a row runs between, as far as they were learned."""

    left: FieldProfile | None = None
    right: FieldProfile | None = None

    def on(self, side: Side) -> FieldProfile | None:
        """The field of a side."""
        return self.left if side is Side.LEFT else self.right


def given(
    pair: FieldRow, way: Direction, source: Side, value: str | None, ends: Ends, tables: Iterable[LookUp]
) -> str | None:
    """What the other side shows of a value that one side has, as a document would write it.

    `value` is as a document writes it; None asks for what the row gives whatever the item holds (`always`). Returns
    None where it cannot be told from the value alone: the rule needs other fields, refers to items, pairs lists, does
    not take the value, or the row does not lead away from the source.
    """
    use = parse_rule(pair.rule.text)
    if use is None or not way.writes(source.other):
        return None
    rule = rules()[use.rule]
    begins = Side.RIGHT if way is Direction.LEFT else Side.LEFT
    if (
        Takes.MANY in {rule.takes, rule.gives}
        or rule.names(use.args)
        or (rule.takes is Takes.NONE) is not (value is None)
    ):
        return None
    call = Call(
        use.args, ends.on(begins), ends.on(begins.other), begins is Side.LEFT, way is Direction.BOTH, tuple(tables)
    )
    try:
        made = rule.build(call)
        if not isinstance(made, Conversion):
            return None
        here, there = (made.source, made.target) if source is begins else (made.target, made.source)
        if there.write is None:
            return None
        taken = None if value is None else literal(Written(value, True), ends.on(source))
        shown = there.write(here.read(taken))
    except (Misfit, Problem):
        return None
    return _said(shown)


def spells(text: str, other: str) -> bool:
    """Whether two written values may be the same one: to the letter, or as numbers."""
    if text == other:
        return True
    one, two = _number(text), _number(other)
    return one is not None and one == two


def _said(value: Canonical) -> str | None:
    if value is ABSENT or not isinstance(value, str | bool | Decimal):
        return None
    return spelled(value)


def _number(text: str) -> Decimal | None:
    try:
        found = as_number(text)
    except Misfit:
        return None
    return found if isinstance(found, Decimal) else None
