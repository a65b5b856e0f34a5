"""A problem or question about what somebody wrote, as a value."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from interlock.model.place import Span


class Severity(StrEnum):
    """How much a finding stands in the way."""

    ERROR = "error"
    """Nothing can be built or run on it."""
    QUESTION = "question"
    """A decision is open: an engineer would have to ask."""
    WARNING = "warning"
    """It runs, and probably not as meant."""
    NOTE = "note"
    """Worth knowing."""


@dataclass(frozen=True, slots=True)
class Replacement:
    """What the words at a place could be instead: a whole sentence or cell that reads without a finding of its own.

    It is offered and never taken unasked. `assumes` says in clauses what it takes for granted, to be shown with it.
    """

    place: Span
    text: str
    assumes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem or open question.

    `message` says what was given and what was expected, lower case, without a full stop. `why` is the rework that it
    prevents, `hint` what to do now. `subject` names what it is about in a way that survives moved lines
    (`Customer/on-delete`): code and subject make the fingerprint. `asks` is who owes the answer (a name or a role).
    `replacement` is what would cure it where that can be told.
    """

    code: str
    severity: Severity
    place: Span
    message: str
    why: str = ""
    hint: str = ""
    subject: str = ""
    asks: str = ""
    replacement: Replacement | None = None


def printable(text: str) -> str:
    """The text without signs that cannot be seen or that turn it round, as messages quote what somebody wrote."""
    return text if text.isprintable() else "".join(sign if sign.isprintable() else "�" for sign in text)


def by_place(findings: tuple[Finding, ...] | list[Finding]) -> tuple[Finding, ...]:
    """The findings without doubles, sorted by file, line, column and code."""
    unique = {(f.code, f.place, f.message): f for f in findings}
    return tuple(sorted(unique.values(), key=lambda f: (f.place, f.code, f.message)))
