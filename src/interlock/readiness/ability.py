"""What an ability is: the contract of the files in `readiness/capabilities`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache

from interlock.catalogue import Catalogue, discover
from interlock.model.readiness import By, Promise, Told
from interlock.readiness.subject import Subject
from interlock.readiness.use import Use


@dataclass(frozen=True, slots=True)
class Ability:
    """One thing that a sync needs of a system.

    `title` names it in a few words. `told` is what is known of it, `promises` what in a document rests on it.
    `question`, `settles` and `states` may name `{record}`, `{system}`, `{list}`, `{create}`, `{update}`, `{key}`,
    `{matched}` and `{field}` (calls as the description has them). `states` is what `interlock learn NAME --set` takes.
    """

    title: str
    told: Callable[[Subject], Told]
    promises: Callable[[Use], Iterable[Promise]]
    question: str
    why: str
    settles: tuple[tuple[By, str], ...]
    states: str
    weight: int
    of_system: bool = False


@cache
def abilities() -> Catalogue[Ability]:
    """The catalogue, by the names of its files; each file's docstring says what is meant."""
    return discover("interlock.readiness.capabilities", "ABILITY", Ability)
