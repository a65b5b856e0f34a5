"""A question that a document leaves open on purpose: who decided so, and why."""

from __future__ import annotations

from dataclasses import dataclass

from interlock.model.finding import Finding
from interlock.model.place import Span


@dataclass(frozen=True, slots=True)
class Silence:
    """A row of Left open on purpose.

    `code` is the question's as `check` prints it, `about` the names of what it is asked about (`Order`, `Order in ERP`;
    empty where it is asked once, `all` for every one).
    """

    code: str
    about: str
    decided_by: str
    why: str
    span: Span
    code_span: Span


@dataclass(frozen=True, slots=True)
class Silenced:
    """A finding that is not asked, and the decision that leaves it open."""

    finding: Finding
    silence: Silence
