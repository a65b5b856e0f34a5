"""How a webhook proves that it comes from the system: without a signature anybody can send one."""

from __future__ import annotations

from collections.abc import Iterator

from interlock.model.readiness import Answer, By, Promise, Told
from interlock.readiness.ability import Ability
from interlock.readiness.subject import UNKNOWN, Subject, known
from interlock.readiness.use import Use


def _told(subject: Subject) -> Told:
    system = subject.system
    if not system.signature_header.known and system.deliveries.scheme.value is not None:
        return known(system.deliveries.scheme, f"{system.deliveries.scheme.value}")
    if not system.signature_header.known and not system.events:
        return Told(Answer.UNKNOWN, "it describes no events") if subject.system.records else UNKNOWN
    return known(system.signature_header, f"in the header `{system.signature_header.value}`", "events are not signed")


def _promises(use: Use) -> Iterator[Promise]:
    for row in use.document.records:
        one = Use(use.document, use.side, row)
        often = row.how_often.value
        if one.is_source and often is not None and often.at_once:
            yield from one.decision("how_often")


ABILITY = Ability(
    title="signs its events",
    told=_told,
    promises=_promises,
    question="How are the webhooks of {system} signed: which header, which algorithm, over which text?",
    why="an event that proves nothing can be sent by anybody, and is then only a reason to look",
    settles=(
        (By.VENDOR, "the page on verifying webhooks"),
        (By.RESPONSE, "the headers of one event that arrived"),
    ),
    states="signature_header=X-Signature",
    weight=3,
    of_system=True,
)
