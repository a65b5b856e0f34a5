"""The number, and never more."""

from __future__ import annotations

from decimal import Decimal

from interlock.verify.expect._arithmetic import computed

expectation = computed(lambda ask, value: min(value, Decimal(str(ask.args["number"]))))
