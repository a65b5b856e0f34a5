"""What is asked first: what most other questions wait for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from interlock.model.finding import Finding, Severity

_SEVERITIES = {Severity.ERROR: 0, Severity.QUESTION: 1, Severity.WARNING: 2, Severity.NOTE: 3}
_FIRST = (
    "owner-missing",
    "owner-not-one-person",
    "company-missing",
    "version-missing",
    "records-missing",
    "source-of-truth-missing",
    "direction-undecided",
)
"""Without these nobody can decide, nothing is there to decide about, or what is decided cannot be told."""

_FAMILIES = ("map", "fields", "systems", "stories", "criteria", "scope", "owner_and_people", "overview_and_resources")


def most_blocking_first(findings: Iterable[Finding], families: Mapping[str, str]) -> tuple[Finding, ...]:
    """The findings in the order in which they are asked; `families` has the family of each code of a rule.

    What cannot be read comes first, then what the rest hangs on, then part by part in the document's order. Questions
    of people come with the part that they are about, before those of rules.
    """
    asked = tuple(findings)
    first_line: dict[str, int] = {}
    for one in asked:
        record = one.subject.partition("/")[0]
        first_line[record] = min(one.place.line, first_line.get(record, one.place.line))

    def rank(finding: Finding) -> tuple[int, int, int, int, int, int]:
        code = finding.code
        family = families.get(code, "")
        first = _FIRST.index(code) if code in _FIRST else len(_FIRST)
        part = _FAMILIES.index(family) if family in _FAMILIES else (-1 if code == "question-unanswered" else 99)
        # Read problems have no family: each stands in the way of what its words were to say.
        part = -2 if not family else part
        # What the map leaves open about a record may stand in two tables; it is asked together.
        record = first_line[finding.subject.partition("/")[0]] if family == "map" else 0
        return _SEVERITIES[finding.severity], first, part, record, finding.place.line, finding.place.column

    return tuple(sorted(asked, key=rank))
