"""Whether a text of the document answers what was asked, and what became of an answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from interlock.model.finding import Finding, Severity
from interlock.rules import ColdRead


class Became(StrEnum):
    """What became of an answer."""

    WRITTEN = "written"
    """it stands in the document, and under Changes"""
    PROPOSED = "proposed"
    """it stands under Questions until the owner takes it"""
    REFUSED = "refused"
    """nothing was changed, for the reason that is given"""
    HANDED_ON = "handed on"
    """somebody else is asked"""


@dataclass(frozen=True, slots=True)
class Result:
    """What became of an answer, and why where it was refused; `instead` is what would be taken in its place."""

    became: Became
    reason: str = ""
    instead: str = ""


def objection(settled: Sequence[Finding], *, before: ColdRead, after: ColdRead) -> Result | None:
    """Why a text is no answer; None where it is one.

    Args:
        settled: what the text is to answer.
        before: what is open without it.
        after: what is open with it.
    """
    found = after.findings
    errors = Counter(key(one) for one in before.findings if one.severity is Severity.ERROR)
    for one in found:
        if one.severity is Severity.ERROR:
            errors[key(one)] -= 1
            if errors[key(one)] < 0:
                instead = one.replacement.text if one.replacement is not None else ""
                return Result(Became.REFUSED, _said(one), instead)
    left_open = [one.finding for one in before.silenced]
    once = Counter(key(one) for one in (*before.findings, *(one for one in settled if one in left_open)))
    now = Counter(map(key, found))
    for one in settled:
        if now[key(one)] >= once[key(one)]:
            still = next(each for each in found if key(each) == key(one))
            instead = still.replacement.text if still.replacement is not None else ""
            return Result(Became.REFUSED, f"that leaves it open: {_said(still)}", instead)
    return None


def key(finding: Finding) -> tuple[str, str]:
    """What makes two findings of different texts the same question, wherever they stand."""
    return finding.code, finding.subject or finding.message


def _said(finding: Finding) -> str:
    return f"{finding.message} ({finding.hint})" if finding.hint else finding.message
