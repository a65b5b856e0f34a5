"""Findings in the Static Analysis Results Interchange Format (SARIF) 2.1.0, as code scanning services read it.

Its words are those of the OASIS standard: docs.oasis-open.org/sarif/sarif/v2.1.0.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import quote

from interlock.model.finding import Finding, Severity
from interlock.model.guidance import Guidance
from interlock.model.silence import Silenced
from interlock.model.value import JSON
from interlock.render.data import dumps
from interlock.render.marks import fingerprints
from interlock.render.rule_pages import family_name

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {
    Severity.ERROR: "error",
    Severity.QUESTION: "warning",
    Severity.WARNING: "warning",
    Severity.NOTE: "note",
}


def findings_sarif(
    findings: Sequence[Finding],
    guides: Mapping[str, Guidance],
    *,
    silenced: Sequence[Silenced] = (),
    version: str,
) -> str:
    """One run with a result for each finding; what the document leaves open on purpose is a suppressed result.

    Args:
        findings: in the order in which they are shown.
        guides: what the rules say about themselves, by code; codes that are not there are described by their finding.
        silenced: findings that a written decision leaves open.
        version: the tool's.
    """
    everything = [*findings, *(one.finding for one in silenced)]
    codes = {finding.code: finding for finding in reversed(everything)}
    numbers = {code: number for number, code in enumerate(sorted(codes))}
    results: list[JSON] = [
        _result(finding, mark, numbers[finding.code])
        for finding, mark in zip(everything, fingerprints(everything), strict=True)
    ]
    for result, one in zip(results[len(findings) :], silenced, strict=True):
        if isinstance(result, dict):
            why = f"{one.silence.decided_by}: {one.silence.why}"
            result["suppressions"] = [{"kind": "inSource", "justification": why}]
    rules: list[JSON] = [_rule(codes[code], guides.get(code)) for code in sorted(codes)]
    driver: JSON = {"name": "interlock", "version": version, "rules": rules}
    run: JSON = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(finding: Finding, guidance: Guidance | None) -> JSON:
    said: dict[str, JSON] = {
        "id": finding.code,
        "defaultConfiguration": {"level": _LEVELS[finding.severity]},
    }
    if guidance is None:
        said["shortDescription"] = {"text": finding.why or finding.code}
    else:
        said["shortDescription"] = {"text": f"{guidance.title}."}
        said["fullDescription"] = {"text": guidance.matters}
        said["help"] = {"text": guidance.answer}
        said["properties"] = {"tags": [family_name(guidance.family)]}
    return said


def _result(finding: Finding, fingerprint: str, number: int) -> JSON:
    place = finding.place
    said = [finding.message, finding.hint and f"Answer: {finding.hint}", finding.asks and f"Asks: {finding.asks}"]
    region: JSON = {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
    }
    return {
        "ruleId": finding.code,
        "ruleIndex": number,
        "level": _LEVELS[finding.severity],
        "message": {"text": "\n".join(one for one in said if one)},
        "locations": [
            {"physicalLocation": {"artifactLocation": {"uri": _address(place.file)}, "region": region}},
        ],
        "partialFingerprints": {"interlock/v1": fingerprint},
        "properties": {"severity": finding.severity.value, "subject": finding.subject, "asks": finding.asks},
    }


def _address(file: str) -> str:
    """The file as a URI: relative where it is, with what has a meaning in addresses escaped."""
    return quote(file.replace("\\", "/").encode("utf-8", "replace"), safe="/.-_~")
