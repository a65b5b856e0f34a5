"""Findings and verdicts as lines that GitHub's runners show beside the changed lines of a pull request."""

from __future__ import annotations

from collections.abc import Sequence

from interlock.model.falsification import Broken, Falsification, Worth
from interlock.model.finding import Finding, Severity
from interlock.model.place import Span, whole_file
from interlock.model.verdict import Judgement, Verdict
from interlock.render.plain import visible
from interlock.render.verdicts import reproduce, with_seeds

_LEVELS = {
    Severity.ERROR: "error",
    Severity.QUESTION: "warning",
    Severity.WARNING: "warning",
    Severity.NOTE: "notice",
}


def findings_github(findings: Sequence[Finding]) -> str:
    """One workflow command for each finding.

    How they are written and escaped: docs.github.com, "Workflow commands for GitHub Actions". A finding's words cannot
    begin a command of their own, because line ends and colons in them are escaped.
    """
    return "".join(f"{_command(finding)}\n" for finding in findings)


def verdicts_github(verdicts: Sequence[Verdict]) -> str:
    """One workflow command for each criterion that is not met (an error) or cannot be told (a warning)."""
    return "".join(f"{_judged(one)}\n" for one in verdicts if one.judgement is not Judgement.MET)


def falsification_github(found: Falsification) -> str:
    """The same of a document's criteria, with a warning for each that proves nothing, and for what none notices."""
    places = {one.criterion: one.place for one in found.sound}
    lines = [
        _written("warning", places[one.criterion], one.criterion, ["nothing that was broken fails this criterion"])
        for one in found.weighed
        if one.worth is Worth.VACUOUS
    ]
    by_sentence: dict[str, list[Broken]] = {}
    for one in found.gaps if found.whole else ():
        by_sentence.setdefault(one.criterion, []).append(one)
    if found.sound:
        start = whole_file(found.sound[0].place.file)
        for sentence, some in by_sentence.items():
            missed = [f"no criterion notices an integration that {one.title}: {one.where}" for one in some]
            lines.append(_written("warning", start, "a criterion is missing", [*missed, f"add: {sentence}"]))
    return verdicts_github(found.sound) + "".join(f"{line}\n" for line in lines)


def _judged(one: Verdict) -> str:
    level = "error" if one.judgement is Judgement.NOT_MET else "warning"
    moment = [f"it first went wrong at {one.failed_at:%Y-%m-%d %H:%M:%S}"] if one.failed_at else []
    said = [one.reason, *moment, *([with_seeds(one)] if one.seeds else []), f"again: {reproduce(one)}"]
    return _written(level, one.place, f"{one.criterion}: {one.judgement.value}", said)


def _command(finding: Finding) -> str:
    said = [finding.message, finding.hint and f"answer: {finding.hint}", finding.asks and f"asks: {finding.asks}"]
    title = f"{finding.severity.value} {finding.code}"
    return _written(_LEVELS[finding.severity], finding.place, title, said)


def _written(level: str, place: Span, title: str, said: Sequence[str]) -> str:
    about = {
        "file": place.file,
        "line": place.line,
        "endLine": place.end_line,
        "col": place.column,
        "endColumn": place.end_column,
        "title": title,
    }
    if place.end_line != place.line:
        # With several lines the columns are refused.
        del about["col"], about["endColumn"]
    text = "\n".join(visible(one, newlines=True) for one in said if one)
    properties = ",".join(f"{name}={_property(str(value))}" for name, value in about.items())
    return f"::{level} {properties}::{_data(text)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(visible(text)).replace(":", "%3A").replace(",", "%2C")
