"""A number divided by a fixed one."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from interlock.model.value import JSON
from interlock.verify.expect._arithmetic import computed, to_places
from interlock.verify.expect._base import Ask, Want


def _there(ask: Ask, value: Decimal) -> Decimal:
    found = value / Decimal(str(ask.args["number"]))
    return to_places(found, int(str(ask.args["places"]))) if "places" in ask.args else found


def _back(ask: Ask, value: Decimal) -> Decimal | None:
    return None if "places" in ask.args else value * Decimal(str(ask.args["number"]))


def _sample(ask: Ask, want: Want) -> tuple[JSON, ...] | None:
    if "places" in ask.args or not ask.forwards:
        return None
    made = Decimal(str(ask.args["number"])) * (want.n * 3 + want.variant + want.salt + 1)
    return (int(made) if made == int(made) else float(made),)


expectation = replace(computed(_there, _back), sample=_sample)
