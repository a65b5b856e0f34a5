"""Expressions of rules: what they see of a row's fields, and how their results become canonical."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from interlock.mapping.outcome import Misfit, Problem
from interlock.mapping.rule import Call, Conversion, Read
from interlock.mapping.rules.equal import RULE as EQUAL
from interlock.mapping.steps import Keys
from interlock.mapping.values import as_text, plain, unplain
from interlock.model.profile import FieldProfile, FieldType
from interlock.model.value import ABSENT, JSON, Canonical

if TYPE_CHECKING:
    from interlock.expressions import Expression


def worked_out(text: str, fields: Sequence[Keys]) -> Callable[[Sequence[Canonical]], Canonical]:
    """What works a plain value out of those of the fields, in their order; what is not there is not seen.

    Raises:
        Problem: the text is no expression, or reads what is not among the fields.
    """
    # What runs expressions takes long to load, and few documents have one.
    from interlock.expressions import CannotTell, NotAnExpression, expression  # noqa: PLC0415

    try:
        made = expression(text)
    except NotAnExpression as error:
        raise Problem(str(error)) from error
    _check(made, fields)

    def work(values: Sequence[Canonical]) -> Canonical:
        given: dict[str, JSON] = {}
        for keys, value in zip(fields, values, strict=True):
            if value is not ABSENT:
                _put(given, keys, unplain(value))
        try:
            result = made(given)
        except CannotTell as error:
            raise Misfit(f"its expression has no result for ({error.code})") from None
        return result if result is ABSENT else plain(result)

    return work


def strictly(field: FieldProfile | None, call: Call) -> Read:
    """What reads a value as the field's type says, so that both sides show the same of it."""
    equal = EQUAL.build(replace(call, source=field, target=field))
    if not isinstance(equal, Conversion):  # pragma: no cover - that rule makes nothing else
        raise TypeError("the rule `equal` converts values")
    read, is_text = equal.target.read, field is not None and field.type is FieldType.STRING

    def strict(value: Canonical) -> Canonical:
        if value is None or value is ABSENT:
            return value
        return read(as_text(value) if is_text else value)

    return strict


def _check(made: Expression, fields: Sequence[Keys]) -> None:
    if not fields:
        raise Problem("an expression works on fields, and the row has none")
    if made.reads is None:
        return
    for name in made.reads:
        if not any(keys[0] == name for keys in fields):
            hint = f"add `{name}` to the fields of the row, which are all that its expression sees"
            raise Problem(f"the expression reads `{name}`, which is not a field of the row", hint=hint)


def _put(given: dict[str, JSON], keys: Keys, value: JSON) -> None:
    for key in keys[:-1]:
        inside = given.setdefault(key, {})
        if not isinstance(inside, dict):
            return
        given = inside
    given[keys[-1]] = value
