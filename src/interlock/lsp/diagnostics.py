"""Findings as an editor shows them: the same as `check` prints, each at its exact words."""

from __future__ import annotations

from lsprotocol.types import Diagnostic, DiagnosticSeverity

from interlock.lsp.lines import Lines
from interlock.model.finding import Finding, Severity
from interlock.render import fingerprint, visible

_SEVERITIES = {
    Severity.ERROR: DiagnosticSeverity.Error,
    Severity.QUESTION: DiagnosticSeverity.Warning,
    Severity.WARNING: DiagnosticSeverity.Warning,
    Severity.NOTE: DiagnosticSeverity.Information,
}


def diagnostic(finding: Finding, lines: Lines) -> Diagnostic:
    """A finding; why it matters and how to answer it go with it as data, and are shown where the mouse rests."""
    hint = f"\n{finding.hint}" if finding.hint else ""
    return Diagnostic(
        range=lines.range_of(finding.place),
        severity=_SEVERITIES[finding.severity],
        code=finding.code,
        source="interlock",
        message=visible(finding.message + hint, newlines=True),
        data={
            "severity": finding.severity.value,
            "why": finding.why,
            "hint": finding.hint,
            "asks": finding.asks,
            "subject": finding.subject,
            "fingerprint": fingerprint(finding),
        },
    )
