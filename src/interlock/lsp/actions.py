"""What one key may do about a finding, and what formatting would change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate

from lsprotocol.types import CodeAction, CodeActionKind, Range, TextEdit, WorkspaceEdit

from interlock.document import fmt
from interlock.document.editing.tables import add_row, replace
from interlock.document.sections.listings import LEFT_OPEN
from interlock.lsp.analysis import Analysis
from interlock.lsp.diagnostics import diagnostic
from interlock.lsp.lines import Lines
from interlock.model.finding import Finding, Severity
from interlock.render import visible
from interlock.rules import rules

_LONGEST_TITLE = 120


def actions(analysis: Analysis, lines: Lines, wanted: Range, *, uri: str) -> list[CodeAction]:
    """What can be done about the findings that touch a range."""
    found: list[CodeAction] = []
    for finding in analysis.findings:
        if finding.place.file == analysis.document.path and _touch(lines.range_of(finding.place), wanted):
            found.extend(_for(finding, analysis, lines, uri))
    return found


def _for(finding: Finding, analysis: Analysis, lines: Lines, uri: str) -> Iterator[CodeAction]:
    about = [diagnostic(finding, lines)]
    offered = finding.replacement
    if offered is not None:
        title = f"say it as: {offered.text}" + (f" ({'; '.join(offered.assumes)})" if offered.assumes else "")
        edits = edits_between(analysis.text, replace(analysis.text, offered.place, offered.text), lines)
        yield CodeAction(
            title=visible(title) if len(title) <= _LONGEST_TITLE else f"{visible(title)[: _LONGEST_TITLE - 1]}…",
            kind=CodeActionKind.QuickFix,
            diagnostics=about,
            is_preferred=not offered.assumes,
            edit=WorkspaceEdit(changes={uri: edits}),
        )
    if _may_stay_open(finding):
        owner = analysis.document.owner
        row = {"code": finding.code, "about": finding.subject, "decided_by": owner.name if owner else "", "why": ""}
        text = add_row(analysis.text, "Left open on purpose", LEFT_OPEN, row)
        yield CodeAction(
            title=f"leave `{finding.code}` open on purpose: who decided so, and why?",
            kind=CodeActionKind.QuickFix,
            diagnostics=about,
            edit=WorkspaceEdit(changes={uri: edits_between(analysis.text, text, lines)}),
        )


def _may_stay_open(finding: Finding) -> bool:
    name = finding.code.replace("-", "_")
    return name in rules() and rules()[name].may_stay_open and finding.severity is not Severity.ERROR


def _touch(one: Range, other: Range) -> bool:
    return (one.start.line, one.start.character) <= (other.end.line, other.end.character) and (
        other.start.line,
        other.start.character,
    ) <= (one.end.line, one.end.character)


def formatting(text: str, lines: Lines) -> list[TextEdit]:
    """The edits that align tables and write arrows; lines that are in form stay untouched."""
    return edits_between(text, fmt(text), lines)


def edits_between(old: str, new: str, lines: Lines) -> list[TextEdit]:
    """Edits of whole lines that make the new text of the old one: line by line, or of one run of lines."""
    before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    starts = [0, *accumulate(map(len, before))]
    if len(before) == len(after):
        changed = [number for number, pair in enumerate(zip(before, after, strict=True)) if pair[0] != pair[1]]
        return [TextEdit(lines.range(starts[one], starts[one + 1]), after[one]) for one in changed]
    head = _alike(before, after)
    tail = min(_alike(before[::-1], after[::-1]), len(before) - head, len(after) - head)
    last = len(before) - tail
    return [TextEdit(lines.range(starts[head], starts[last]), "".join(after[head : len(after) - tail]))]


def _alike(one: Sequence[str], other: Sequence[str]) -> int:
    """How many lines are the same from the first on."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((number for number, pair in pairs if pair[0] != pair[1]), min(len(one), len(other)))
