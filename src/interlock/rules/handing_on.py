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
    rows: dict[str, list[Question]] = {}
    for one in document.questions:
        if one.about.strip():
            rows.setdefault(_words(one.text), []).append(one)
    if not rows:
        return list(findings)
    open_rows = {one.subject for one in findings if one.code == _CODE}
    joined: set[str] = set()
    kept = []
    for finding in findings:
        alike = rows.get(_words(finding.message), []) if finding.code != _CODE else []
        alike = [one for one in alike if one.subject in open_rows and _is_about(one, finding)]
        if not alike:
            kept.append(finding)
            continue
        row = alike[0]
        joined.update(one.subject for one in alike)
        kept.append(replace(finding, asks=row.asks.strip() or finding.asks, hint=_hint(alike, finding)))
    return [one for one in kept if one.code != _CODE or one.subject not in joined]


def _hint(alike: Sequence[Question], finding: Finding) -> str:
    proposed = [f"{one.answered_by.strip()} proposes `{one.answer.strip()}`" for one in alike if one.answer.strip()]
    return ". ".join(part for part in (", ".join(proposed), finding.hint) if part)


def _is_about(row: Question, finding: Finding) -> bool:
    return row.about.strip().casefold() in {finding.subject.casefold(), finding.subject.partition("/")[0].casefold()}


def _words(text: str) -> str:
    return " ".join(text.split())
