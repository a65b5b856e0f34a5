"""The behaviours of criteria: one file for each shape of a criterion's sentence, with the shape's name."""

from __future__ import annotations

from functools import cache

from interlock.catalogue import Catalogue, discover
from interlock.verify.steps._base import Circumstance, Deadline, Outcome, Trigger, With


@cache
def triggers() -> Catalogue[Trigger]:
    """How criteria begin."""
    return discover(f"{__name__}.triggers", "step", Trigger)


@cache
def withs() -> Catalogue[With]:
    """What may be special about the items."""
    return discover(f"{__name__}.withs", "step", With)


@cache
def circumstances() -> Catalogue[Circumstance]:
    """What else may be the case."""
    return discover(f"{__name__}.circumstances", "step", Circumstance)


@cache
def outcomes() -> Catalogue[Outcome]:
    """What must then be true."""
    return discover(f"{__name__}.outcomes", "step", Outcome)


@cache
def deadlines() -> Catalogue[Deadline]:
    """By when, or for how long."""
    return discover(f"{__name__}.deadlines", "step", Deadline)
