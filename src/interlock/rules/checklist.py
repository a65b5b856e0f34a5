"""The five parts that a document cannot do without: done, or what is missing."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence

from interlock.document.sections.data_map import DECISIONS
from interlock.model.checklist import CheckLine, Checklist, Together
from interlock.model.document import Document
from interlock.model.finding import Finding, Severity
from interlock.rules.engine import guides

_FAMILIES = {
    "stories": "stories",
    "map": "map",
    "criteria": "criteria",
    "owner_and_people": "owner",
    "scope": "out of scope",
}
_HEADINGS = {
    "user stories": "stories",
    "data map": "map",
    "acceptance criteria": "criteria",
    "owner": "owner",
    "people": "owner",
    "out of scope": "out of scope",
}
"""Where findings of reading belong, by the section that they stand in."""

_DECISIONS = frozenset(key.replace("_", "-") for key in DECISIONS.values())
"""The cells of the data map: what can be said of a record in one line, as `ask` takes it."""

_IN_THE_WAY = (Severity.ERROR, Severity.QUESTION)


def checklist(document: Document, findings: Sequence[Finding]) -> Checklist:
    """What the findings of a check leave to be done, part by part and record by record."""
    headings = [(part.span.line, part.heading) for part in document.sections if part.level <= 2]
    open_ones = [one for one in findings if one.severity in _IN_THE_WAY and one.place.file == document.path]
    missing: dict[str, list[str]] = {}
    for one in open_ones:
        missing.setdefault(_item(one, headings), []).append(one.subject or one.code)
    lines = (
        CheckLine(item, there, tuple(dict.fromkeys(missing.get(item, ()))) or (() if there else (nothing,)))
        for item, (there, nothing) in _there(document).items()
    )
    return Checklist(tuple(lines), tuple(_together(document, open_ones)))


def _there(document: Document) -> Mapping[str, tuple[str, str]]:
    """What is there of each part, and what to say where that is nothing."""
    owner = document.owner.name if document.owner is not None else ""
    return {
        "stories": (_counted(len(document.stories), "story", "stories"), "the first story"),
        "map": (_counted(len(document.records), "record", "records"), "the first record"),
        "criteria": (_counted(len(document.criteria), "criterion", "criteria"), "the first criterion"),
        "owner": (owner, "the owner"),
        "out of scope": (_counted(len(document.out_of_scope), "row", "rows"), "the first row"),
    }


def _counted(count: int, one: str, many: str) -> str:
    return f"{count:,} {one if count == 1 else many}" if count else ""


def _item(finding: Finding, headings: Sequence[tuple[int, str]]) -> str:
    guidance = guides().get(finding.code)
    if guidance is not None:
        return _FAMILIES.get(guidance.family, "")
    number = bisect_right(headings, finding.place.line, key=lambda each: each[0])
    return _HEADINGS.get(headings[number - 1][1].casefold(), "") if number else ""


def _together(document: Document, findings: Iterable[Finding]) -> Iterable[Together]:
    names = {row.name for row in document.records}
    by_record: dict[str, list[Finding]] = {}
    for one in findings:
        record, _, decision = one.subject.partition("/")
        if decision in _DECISIONS and record in names and one.severity is Severity.QUESTION:
            by_record.setdefault(record, []).append(one)
    return (Together(record, tuple(found)) for record, found in by_record.items() if len(found) > 1)
