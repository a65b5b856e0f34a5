"""One made-up item's circumstances: who, where, when; its fields agree because they share them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from interlock.sandbox.believable.words import FIRST_NAMES, GOODS, LAST_NAMES, LOCALES, MATERIALS, TRADES, Locale
from interlock.sandbox.chance import Chance


@dataclass(slots=True)
class Scene:
    """What the fields of one item share. `number` differs from item to item, so that what must differ does.

    `ids` gives the ids of the existing items of a resource.
    """

    number: int
    now: datetime
    chance: Chance
    locale: Locale
    ids: Callable[[str], Sequence[str]] = field(default=lambda _resource: ())
    first: str = ""
    last: str = ""
    good: str = ""
    material: str = ""

    def __post_init__(self) -> None:
        # The number walks through all pairs before one comes again.
        self.first = FIRST_NAMES[self.number % len(FIRST_NAMES)]
        self.last = LAST_NAMES[(self.number + self.number // len(FIRST_NAMES)) % len(LAST_NAMES)]
        self.good = GOODS[self.number % len(GOODS)]
        self.material = MATERIALS[(self.number + self.number // len(GOODS)) % len(MATERIALS)]

    @property
    def company(self) -> str:
        """A company's name."""
        return f"{self.last} {TRADES[self.number % len(TRADES)]} {self.number}"

    def digits(self, template: str, *, distinct: bool) -> str:
        """The template with digits for `#`; distinct ones count up with the item's number."""
        count = template.count("#")
        value = self.number if distinct else self.chance.below(10**count)
        drawn = iter(f"{value % 10**count:0{count}d}") if count else iter("")
        return "".join(next(drawn) if mark == "#" else mark for mark in template)


def scene(
    number: int,
    now: datetime,
    *key: object,
    locales: Sequence[Locale] = LOCALES,
    ids: Callable[[str], Sequence[str]] | None = None,
) -> Scene:
    """The circumstances of the item of that number; the key makes them repeat."""
    chance = Chance(*key, number)
    made = Scene(number, now, chance, chance.pick(locales))
    if ids is not None:
        made.ids = ids
    return made
