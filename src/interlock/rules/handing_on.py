"""Questions of rules that people have taken up: somebody else is asked, or an answer is proposed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from interlock.model.document import Document, Question
from interlock.model.finding import Finding

_CODE = "question-unanswered"


def handed_on(document: Document, findings: Sequence[Finding]) -> list[Finding]:
    """The findings, each question once: one that stands under Questions in the words of a rule is the rule's.

    It asks whom the row asks, and its hint has what was proposed.
    """
    rows = {_words(one.text): one for one in document.questions if one.about.strip()}
    if not rows:
        return list(findings)
    open_rows = {one.subject.removeprefix("Questions/") for one in findings if one.code == _CODE}
    joined: set[str] = set()
    kept = []
    for finding in findings:
        row = rows.get(_words(finding.message)) if finding.code != _CODE else None
        if row is None or row.text.strip() not in open_rows or not _is_about(row, finding):
            kept.append(finding)
            continue
        joined.add(f"Questions/{row.text.strip()}")
        kept.append(replace(finding, asks=row.asks.strip() or finding.asks, hint=_hint(row, finding)))
    return [one for one in kept if one.code != _CODE or one.subject not in joined]


def _hint(row: Question, finding: Finding) -> str:
    answer, who = row.answer.strip(), row.answered_by.strip()
    proposed = f"{who} proposes `{answer}`" if answer else ""
    return ". ".join(part for part in (proposed, finding.hint) if part)


def _is_about(row: Question, finding: Finding) -> bool:
    return row.about.strip().casefold() in {finding.subject.casefold(), finding.subject.partition("/")[0].casefold()}


def _words(text: str) -> str:
    return " ".join(text.split())
