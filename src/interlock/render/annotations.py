"""Findings as lines that GitHub's runners show beside the changed lines of a pull request."""

from __future__ import annotations

from collections.abc import Sequence

from interlock.model.finding import Finding, Severity
from interlock.render.plain import visible

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


def _command(finding: Finding) -> str:
    place = finding.place
    about = {
        "file": place.file,
        "line": place.line,
        "endLine": place.end_line,
        "col": place.column,
        "endColumn": place.end_column,
        "title": f"{finding.severity.value} {finding.code}",
    }
    if place.end_line != place.line:
        # With several lines the columns are refused.
        del about["col"], about["endColumn"]
    said = [finding.message, finding.hint and f"answer: {finding.hint}", finding.asks and f"asks: {finding.asks}"]
    text = "\n".join(visible(one, newlines=True) for one in said if one)
    properties = ",".join(f"{name}={_property(str(value))}" for name, value in about.items())
    return f"::{_LEVELS[finding.severity]} {properties}::{_data(text)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(visible(text)).replace(":", "%3A").replace(",", "%2C")
