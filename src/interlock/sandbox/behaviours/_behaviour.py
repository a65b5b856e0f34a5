"""One way in which a system behaves, and the pieces that such ways are made of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

from interlock.model.profile import RecordProfile, SystemProfile, sure
from interlock.sandbox.behaviours._settings import Behaviours
from interlock.sandbox.behaviours._twist import Twist


@dataclass(frozen=True, slots=True)
class Acting:
    """What a system is and how it behaves; its description may say otherwise."""

    profile: SystemProfile
    settings: Behaviours = field(default_factory=Behaviours)


Act: TypeAlias = Callable[[Acting, float], Acting]


@dataclass(frozen=True, slots=True)
class Behaviour:
    """A behaviour that can be switched on by the name of its file.

    `act` makes a system behave so. Where an `amount` can be chosen this is its default, and `unit` says what it counts.
    `example` is what a caller sees.
    """

    act: Act
    example: str
    amount: float | None = None
    unit: str = ""


def settings(amount_as: str = "", **fields: Any) -> Act:
    """Set fields of `Behaviours`; `amount_as` names the one that takes the amount."""

    def act(acting: Acting, amount: float) -> Acting:
        chosen = {**fields, amount_as: amount} if amount_as else fields
        return replace(acting, settings=replace(acting.settings, **chosen))

    return act


def records(change: Callable[[RecordProfile, float], RecordProfile]) -> Act:
    """Let every resource be another than its description says."""

    def act(acting: Acting, amount: float) -> Acting:
        changed = tuple(change(record, amount) for record in acting.profile.records)
        return replace(acting, profile=replace(acting.profile, records=changed))

    return act


def twist(make: Callable[[float], Twist] | None = None, **parts: Any) -> Act:
    """Lay hands on requests, items or answers; `make` gives the hands where they depend on the amount."""

    def act(acting: Acting, amount: float) -> Acting:
        added = make(amount) if make is not None else Twist(**parts)
        return replace(acting, settings=replace(acting.settings, twists=(*acting.settings.twists, added)))

    return act


def both(*acts: Act) -> Act:
    """One after the other."""

    def act(acting: Acting, amount: float) -> Acting:
        for one in acts:
            acting = one(acting, amount)
        return acting

    return act


def webhooks(share_of: str) -> Act:
    """Let the amount be what happens to webhooks on their way, by the field of `OnTheWay`."""

    def act(acting: Acting, amount: float) -> Acting:
        changed = replace(acting.settings.webhooks, **{share_of: amount})
        return replace(acting, settings=replace(acting.settings, webhooks=changed))

    return act


def paged(record: RecordProfile, **facts: Any) -> RecordProfile:
    """The resource with other facts about its paging; as it is where nothing is known of that."""
    known = record.paging.value
    return record if known is None else replace(record, paging=sure(replace(known, **facts)))
