"""What is asked first."""

from __future__ import annotations

import random

from interlock.asking import most_blocking_first
from interlock.model.finding import Finding, Severity
from interlock.model.place import Span
from interlock.rules import guides

FAMILIES = {code: guidance.family for code, guidance in guides().items()}


def finding(code: str, line: int, subject: str = "", severity: Severity = Severity.QUESTION) -> Finding:
    return Finding(code, severity, Span("a", line, 1, line, 2), code, subject=subject)


def test_what_the_rest_hangs_on_comes_first() -> None:
    expected = [
        finding("unknown-decision", 90, "Order/starting", Severity.ERROR),
        finding("owner-missing", 80, "Owner"),
        finding("version-missing", 1, "version"),
        finding("records-missing", 30, "Data map"),
        finding("source-of-truth-missing", 41, "Order/source-of-truth"),
        finding("direction-undecided", 40, "Bill/direction"),
        finding("question-unanswered", 99, "Questions/why?"),
        finding("delete-undecided", 40, "Order/on-delete"),
        finding("start-undecided", 60, "Order/starting"),
        finding("delete-undecided", 41, "Bill/on-delete"),
        finding("start-undecided", 59, "Bill/starting"),
        finding("story-without-criterion", 20, "a/criterion"),
        finding("create-without-criterion", 10, "Order/criterion/created/Desk"),
        finding("out-of-scope-missing", 5, "Out of scope"),
        finding("role-not-filled", 3, "People/tester"),
        finding("sandbox-missing", 2, "Resources/Desk/sandbox"),
        finding("overview-leaves-out-a-system", 1, "Overview/Desk", Severity.WARNING),
    ]
    # Order stands in line 40 and 60, Bill in 40 (its direction), 41 and 59.
    expected[7] = finding("delete-undecided", 39, "Order/on-delete")
    shuffled = list(expected)
    random.Random(7).shuffle(shuffled)
    assert list(most_blocking_first(shuffled, FAMILIES)) == expected
