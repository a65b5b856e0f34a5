"""The elements of two lists belong together where these two fields of theirs agree."""

from __future__ import annotations

from collections.abc import Mapping

from interlock.verify.expect._base import UNKNOWABLE, Expectation


def _keys(args: Mapping[str, object]) -> tuple[str, str] | None:
    left = args.get("left")
    return None if left is None else (str(left), str(args.get("right", left)))


expectation = Expectation(lambda _ask: UNKNOWABLE, keys=_keys)
