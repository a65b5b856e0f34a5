"""The list can be read in an order that does not shift while it is read."""

from __future__ import annotations

from collections.abc import Iterator

from interlock.model.fact import Confidence
from interlock.model.profile import PagingStyle
from interlock.model.readiness import Answer, By, Promise, Told
from interlock.readiness.ability import Ability
from interlock.readiness.subject import Subject, known
from interlock.readiness.use import Use


def _told(subject: Subject) -> Told:
    record = subject.record
    if record.sort.known:
        order = record.sort.value
        return known(
            record.sort, f"by `{order[0].name}={order[1]}`" if order is not None else "", "it cannot be asked for"
        )
    paging = record.paging
    if paging.value is not None and paging.value.style in (PagingStyle.CURSOR, PagingStyle.LINK):
        return Told(Answer.YES, "it goes on behind a marked place", Confidence.LIKELY, paging.evidence)
    return Told(Answer.UNKNOWN)


def _promises(use: Use) -> Iterator[Promise]:
    if use.is_source:
        yield from use.outcomes("none_lost", "exactly_once")
        yield from use.decision("direction")


ABILITY = Ability(
    title="keeps the order of its list",
    told=_told,
    promises=_promises,
    question="In which order does {list} give its items, and can it be asked for the order of their change?",
    why=(
        "where items move to another page while the list is read, some are skipped; they arrive with the next "
        "complete list only"
    ),
    settles=(
        (By.VENDOR, "the order, and the parameter that sets it"),
        (By.PROBE, "reads the list twice and compares the order"),
    ),
    states="{record}.sort=null",
    weight=4,
)
