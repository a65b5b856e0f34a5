"""What a new version of the document would change about what a run does."""

from __future__ import annotations

from dataclasses import dataclass, field

from interlock.model.plan import Line
from interlock.model.value import Side


@dataclass(frozen=True, slots=True)
class Wording:
    """A decision of the document that reads otherwise now; empty where it was, or is, not written."""

    record: str
    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Scope:
    """How many items of a record on a side come under the document by the new version, and how many fall out of it.

    `entering` and `leaving` are the ids of the first of them.
    """

    record: str
    side: Side
    enters: int = 0
    leaves: int = 0
    entering: tuple[str, ...] = ()
    leaving: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the new version would do that the present one does not (`added`), and the other way round (`dropped`).

    `same` counts the changes that both would make. `unread` is as in a plan.
    """

    environment: str
    wordings: tuple[Wording, ...] = ()
    scopes: tuple[Scope, ...] = ()
    added: tuple[Line, ...] = ()
    dropped: tuple[Line, ...] = ()
    same: int = 0
    unread: tuple[tuple[str, Side, str], ...] = field(default=())
