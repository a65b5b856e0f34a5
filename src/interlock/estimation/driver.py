"""What a driver is: the contract of the files in `estimation/drivers`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache

from interlock.catalogue import Catalogue, discover
from interlock.estimation.facts import Facts


@dataclass(frozen=True, slots=True)
class Driver:
    """One kind of thing that makes work.

    `title` names it in the plural, for people. `places` gives one name for each thing there is (`Order/total`):
    their number is what the weights are multiplied by. `widens` tells that each one makes the outcome less certain;
    `waits` that somebody has to be waited for, not worked on.
    """

    title: str
    places: Callable[[Facts], Iterable[str]]
    widens: bool = False
    waits: bool = False


@cache
def drivers() -> Catalogue[Driver]:
    """The catalogue of drivers, by the names of their files; each file's docstring says what it counts and why."""
    return discover("interlock.estimation.drivers", "DRIVER", Driver)


def counted(facts: Facts) -> dict[str, tuple[str, ...]]:
    """The places of every driver, by its name, those without any included."""
    return {name: tuple(driver.places(facts)) for name, driver in drivers().items.items()}
