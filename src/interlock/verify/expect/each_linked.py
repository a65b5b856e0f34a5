"""The ids of items of another record become the ids of their counterparts, in the same order."""

from __future__ import annotations

from interlock.verify.expect._base import Ask, Expectation, Expected, Raw
from interlock.verify.expect._referring import counterparts, ids


def _same(_ask: Ask, expected: Expected, actual: Raw) -> bool:
    return ids(expected) == ids(actual)


expectation = Expectation(counterparts, _same, refers=lambda args: str(args.get("record")), whole=True)
