"""Whether end users accepted something: a gate that only their own word closes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from interlock.gates.condition import Found, Passed
from interlock.gates.ground import Ground, Proof
from interlock.gates.sayings import leading, names
from interlock.model.document import Person
from interlock.model.finding import printable
from interlock.model.gate import Basis, BasisKind, Turn
from interlock.model.people import same_person
from interlock.model.roles import END_USER, as_written, having, not_needed

KIND: Final = "acceptance"
"""The kind of evidence that an acceptance is."""

REPLY: Final = "reply"
"""What its details call the reply that it came by."""


_ANSWER = "yes, or what should be otherwise"


def accepted(
    ground: Ground,
    about: str,
    what: str,
    *,
    digests: Mapping[str, str],
    since: datetime | None,
    quotes: tuple[str, ...] = (),
) -> Found | Passed:
    """Whether an end user of each company that has one accepted it.

    Args:
        ground: all that is known.
        about: what acceptances of it are called (`stories`).
        what: the same for people (`the stories`).
        digests: of what would be accepted now.
        since: since when it can be accepted.
        quotes: what they read before they accept it.
    """
    document = ground.document
    users = having(document, END_USER)
    if not users:
        if not_needed(document, END_USER):
            return Passed(f"the document says that no {as_written(document, END_USER)} is needed")
        said = f"nobody stands under People as {END_USER}, who would accept {what}"
        return Found((said,), leading(document), since=since, close="add a row to People", digests=digests)
    missing: list[str] = []
    waiting: list[Person] = []
    basis, expired = [], False
    for company in dict.fromkeys(one.company for one in users):
        theirs = [one for one in users if one.company == company]
        given = [one for one in ground.of(KIND) if one.evidence.details.get("of") == about and _by(one, theirs)]
        holding = next((one for one in given if not one.void), None)
        if holding is not None:
            basis.append(_basis(holding, what))
            continue
        waiting += theirs
        expired = expired or bool(given)
        missing.append(_void(given[0], what) if given else f"{names(theirs)} has not accepted {what}")
    close = "".join(f'`interlock accept {about} --by "{one.name}"`, or `interlock receive` ' for one in waiting[:1])
    close += "with what they saved in the partner page" if waiting else ""
    turn = tuple(Turn.of(one) for one in waiting)
    return Found(tuple(missing), turn, tuple(basis), since, expired, close, digests, quotes, _ANSWER)


def _by(proof: Proof, people: list[Person]) -> bool:
    return any(same_person(proof.evidence.by, one.name) for one in people)


def _void(proof: Proof, what: str) -> str:
    by, day = printable(proof.evidence.by), proof.evidence.made_at.date()
    return f"{by} accepted {what} on {day}, but {'; '.join(proof.void)}"


def _basis(proof: Proof, what: str) -> Basis:
    one = proof.evidence
    way = ", by reply" if REPLY in one.details else ""
    return Basis(BasisKind.STATEMENT, f"accepted {what}{way}", by=one.by, at=one.made_at, file=proof.file)
