"""What a rule of the cold read is, and what it says when it has something to ask."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum

from interlock.model.finding import Replacement, Severity
from interlock.model.place import Span
from interlock.rules.context import Context


class Needs(Enum):
    """What must be written before a rule can ask; a check of the scope alone runs only the first kind."""

    SCOPE = "scope"
    """overview, people, stories, data map, criteria, out of scope"""
    FIELDS = "fields"
    """the field mapping or the API descriptions"""
    FINDINGS = "findings"
    """what all other rules have asked"""


@dataclass(frozen=True, slots=True)
class Concern:
    """One thing a rule has to ask, at one place.

    The engine makes it a `Finding`: it adds the rule's code and severity, why it matters, and how to answer where
    `hint` is empty. `subject` names what it is about in a way that survives moved lines.
    """

    place: Span
    message: str
    subject: str
    asks: str = ""
    hint: str = ""
    replacement: Replacement | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """One question of the cold read; a pure function over what is written and learned.

    `may_stay_open` is whether a written decision can silence it: an error never can, nor what nothing runs without.
    """

    check: Callable[[Context], Iterable[Concern]]
    severity: Severity = Severity.QUESTION
    needs: Needs = Needs.SCOPE
    may_stay_open: bool = True
