"""What a rule of the cold read says about itself: shown by `explain`, on its page, and below its findings."""

from __future__ import annotations

from dataclasses import dataclass

from interlock.model.finding import Severity


@dataclass(frozen=True, slots=True)
class Guidance:
    """One rule in words.

    `title` says in one line what is wrong. `bad` and `good` are fragments of a document: the bad one raises the rule,
    the good one does not. `family` is the name of its folder.
    """

    code: str
    family: str
    severity: Severity
    title: str
    asks: str
    matters: str
    answer: str
    bad: str
    good: str
