"""A number less that of another field."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from interlock.model.value import JSON
from interlock.verify.expect._arithmetic import computed, of_item
from interlock.verify.expect._base import Ask, Want


def _less(ask: Ask, value: Decimal) -> Decimal | None:
    other = of_item(ask, str(ask.args["field"]))
    if other is None:
        return None
    least = ask.args.get("number")
    return value - other if least is None else max(value - other, Decimal(str(least)))


def _sample(ask: Ask, want: Want) -> tuple[JSON, ...] | None:
    # More than what made items take away from it, so that the difference shows each change.
    field = ask.from_field
    made = 9000 + want.n * 3 + want.variant * 7 + want.salt
    return None if field is None or (field.maximum is not None and field.maximum < made) else (made,)


expectation = replace(computed(_less), sample=_sample)
