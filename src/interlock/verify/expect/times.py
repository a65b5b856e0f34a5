"""A number multiplied by a fixed one."""

from __future__ import annotations

from decimal import Decimal

from interlock.verify.expect._arithmetic import computed
from interlock.verify.expect._base import Ask


def _by(ask: Ask) -> Decimal:
    return Decimal(str(ask.args["number"]))


expectation = computed(lambda ask, value: value * _by(ask), lambda ask, value: value / _by(ask))
