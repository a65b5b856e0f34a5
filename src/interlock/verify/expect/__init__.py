"""What mapping rules are expected to do, read naively: one rule, one file, with the name of the rule's file."""

from __future__ import annotations

from functools import cache

from interlock.catalogue import Catalogue, discover
from interlock.verify.expect._base import Expectation


@cache
def expectations() -> Catalogue[Expectation]:
    """The naive reading of every mapping rule, by the rule's name."""
    return discover(__name__, "expectation", Expectation)
