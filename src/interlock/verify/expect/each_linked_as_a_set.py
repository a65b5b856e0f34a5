"""The ids of items of another record become the ids of their counterparts, in whichever order and however often."""

from __future__ import annotations

from interlock.verify.expect._base import Ask, Expectation, Expected, Raw
from interlock.verify.expect._referring import counterparts, ids


def _same(_ask: Ask, expected: Expected, actual: Raw) -> bool:
    return set(ids(expected)) == set(ids(actual))


expectation = Expectation(counterparts, _same, refers=lambda args: str(args.get("record")), whole=True)
