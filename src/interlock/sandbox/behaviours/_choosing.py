"""Behaviours by name, as a person writes them: `deleted_forbidden`, `index_lag=5`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from math import isfinite

from interlock.catalogue import Catalogue, did_you_mean, discover
from interlock.errors import UsageError
from interlock.model.profile import SystemProfile
from interlock.sandbox.behaviours._behaviour import Acting, Behaviour
from interlock.sandbox.behaviours._settings import Behaviours

_PACKAGE = __name__.rpartition(".")[0]
FAMILIES = ("lists", "stamps", "deletes", "writes", "values", "answers", "webhooks", "access")


@cache
def families() -> Mapping[str, Catalogue[Behaviour]]:
    """The behaviours by what they are about."""
    return {family: discover(f"{_PACKAGE}.{family}", "BEHAVIOUR", Behaviour) for family in FAMILIES}


@cache
def behaviours() -> Catalogue[Behaviour]:
    """Every behaviour by its name."""
    return discover(_PACKAGE, "BEHAVIOUR", Behaviour)


def behaving(profile: SystemProfile, names: Iterable[str] = (), settings: Behaviours | None = None) -> Acting:
    """The system with these behaviours, the later ones over the earlier ones.

    `NAME=NUMBER` chooses the amount of a behaviour that has one.

    Raises:
        UsageError: there is no such behaviour, or it takes no such amount.
    """
    acting = Acting(profile, settings or Behaviours())
    for written in names:
        name, amount = _chosen(written)
        acting = behaviours()[name].act(acting, amount)
    return acting


def name_of(written: str) -> str:
    """The name of the behaviour in `index_lag=5`.

    Raises:
        UsageError: there is no such behaviour, or it takes no such amount.
    """
    return _chosen(written)[0]


def _chosen(written: str) -> tuple[str, float]:
    given, equals, text = written.partition("=")
    name = given.strip().replace("-", "_").replace(" ", "_")
    if name not in behaviours():
        hint = did_you_mean(name, behaviours().items)
        raise UsageError(f"there is no behaviour `{name}`", hint=f"{hint}; docs/behaviours.md has them all")
    behaviour = behaviours()[name]
    if not equals:
        return name, behaviour.amount or 0.0
    if behaviour.amount is None:
        raise UsageError(f"the behaviour `{name}` takes no amount", hint=f"write `{name}`")
    try:
        amount = float(text)
    except ValueError:
        amount = float("nan")
    if not isfinite(amount):
        raise UsageError(f"`{text}` is no amount for `{name}`: it takes a number of {behaviour.unit}")
    return name, amount
