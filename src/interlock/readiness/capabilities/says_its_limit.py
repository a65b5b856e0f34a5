"""How many requests a system takes in which time, before it refuses them."""

from __future__ import annotations

from collections.abc import Iterator

from interlock.model.profile import RateLimit
from interlock.model.readiness import By, Promise, Told
from interlock.readiness.ability import Ability
from interlock.readiness.subject import Subject, known
from interlock.readiness.use import Use


def _told(subject: Subject) -> Told:
    limit = subject.system.rate_limit
    return known(limit, _said(limit.value), "there is no limit")


def _said(limit: RateLimit | None) -> str:
    return "" if limit is None else f"{limit.requests:,} requests in {limit.per_s:g} s"


def _promises(use: Use) -> Iterator[Promise]:
    for row in use.document.records:
        yield from Use(use.document, use.side, row).decision("how_often")
        yield from Use(use.document, use.side, row).outcomes("rate_kept")


ABILITY = Ability(
    title="says its rate limit",
    told=_told,
    promises=_promises,
    question="How many requests does the API of {system} allow in which time, and what does it answer beyond that?",
    why="how often changes can be looked for is computed with it; without it the first busy day tells",
    settles=(
        (By.VENDOR, "requests per second, minute or day, for one credential or for all of a customer"),
        (By.RESPONSE, "headers such as `RateLimit-Limit` or `X-RateLimit-Limit`, and `Retry-After` of a 429"),
    ),
    states="rate_limit=600 per minute",
    weight=6,
    of_system=True,
)
