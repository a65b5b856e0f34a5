"""Findings as an engineer's questions on a terminal, and as data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from interlock.model.checklist import Checklist
from interlock.model.finding import Finding, Severity
from interlock.model.place import Span
from interlock.model.silence import Silenced
from interlock.model.value import JSON
from interlock.render.checklists import by_file, checklist_datum, checklist_text
from interlock.render.data import dumps, headed
from interlock.render.excerpt import excerpt
from interlock.render.marks import fingerprints
from interlock.render.plain import counted, paint, visible, wrapped

_MOST_SHOWN, _MOST_CODES = 500, 10
"""More findings than anybody reads on a terminal are counted."""

SCHEMA = "urn:interlock:schema:findings:1"


def findings_text(
    findings: Sequence[Finding],
    document_text: str | Mapping[str, str],
    *,
    checklist: Checklist | Mapping[str, Checklist] | None = None,
    silenced: Sequence[Silenced] = (),
    color: bool = False,
    width: int = 100,
) -> str:
    """Each finding with its line, why it matters and how to answer; at the end who owes how many answers.

    Args:
        findings: in the order in which they are shown.
        document_text: the text of the document, or texts by the file names that the findings have.
        checklist: what is done and what is missing, shown below the findings; of several documents, by their files.
        silenced: what a written decision leaves open; shown below the findings.
        color: whether to colour for a terminal.
        width: how many columns there are.
    """
    blocks: list[str] = []
    told: set[tuple[str, str]] = set()
    texts: dict[str, list[str]] = {}
    for finding in findings[:_MOST_SHOWN]:
        file = finding.place.file
        if file not in texts:
            text = _text_of(file, document_text)
            texts[file] = text.split("\n") if text else []
        again = (finding.code, finding.why) in told
        told.add((finding.code, finding.why))
        blocks.append(_block(finding, texts[file], again=again, color=color, width=width))
    if len(findings) > _MOST_SHOWN:
        blocks.append(_rest(findings[_MOST_SHOWN:], width=width))
    if silenced:
        blocks.append(_left_open(silenced, color=color, width=width))
    for file, one in by_file(checklist).items():
        head = f"{paint(visible(file), 'strong', color=color)}\n" if file else ""
        blocks.append(head + checklist_text(one, color=color, width=width).rstrip("\n"))
    blocks.append(_summary(findings, color=color, width=width))
    return "\n\n".join(blocks) + "\n"


def _text_of(file: str, document_text: str | Mapping[str, str]) -> str:
    if isinstance(document_text, str):
        # One text is the document's; a finding about another file (an API description) has no line in it.
        return document_text if file.endswith(".md") else ""
    return document_text.get(file, "")


def _block(finding: Finding, lines: list[str], *, again: bool, color: bool, width: int) -> str:
    style = finding.severity.value
    place = paint(visible(str(finding.place)), "strong", color=color)
    kind = paint(finding.severity.value, style, color=color)
    block = [f"{place}: {kind} {visible(finding.code)}"]
    block.append(wrapped(finding.message, width=width, first="  ", rest="  "))
    block.extend(excerpt(lines, finding.place, width=width, color=color, style=style))
    # Why a rule matters is said once; what to do now may differ each time.
    notes = [("why", "" if again else finding.why), ("answer", finding.hint), ("asks", finding.asks)]
    for name, text in notes:
        if text:
            note = wrapped(text, width=width, first=f"  {name:<7} ", rest=" " * 10)
            block.append(note.replace(name, paint(name, "dim", color=color), 1))
    return "\n".join(block)


def _rest(findings: Sequence[Finding], *, width: int) -> str:
    """What is no longer shown one by one."""
    codes = Counter(finding.code for finding in findings).most_common()
    named = ", ".join(f"{count:,} {visible(code)}" for code, count in codes[:_MOST_CODES])
    more = f" and {len(codes) - _MOST_CODES} kinds more" if len(codes) > _MOST_CODES else ""
    said = f"{counted(len(findings), 'more finding')}, not shown here: {named}{more}; `--format json` has all of them"
    return wrapped(said, width=width, rest="  ")


def _left_open(silenced: Sequence[Silenced], *, color: bool, width: int) -> str:
    lines = [paint("left open on purpose:", "strong", color=color)]
    for one in silenced:
        said = f"{visible(one.finding.code)} ({one.finding.message})"
        lines.append(wrapped(said, width=width, first="  ", rest="    "))
        why = f"line {one.silence.span.line}, {one.silence.decided_by}: {one.silence.why}"
        lines.append(wrapped(why, width=width, first="    ", rest="    "))
    return "\n".join(lines)


def _summary(findings: Sequence[Finding], *, color: bool, width: int) -> str:
    if not findings:
        return paint("nothing to ask", "good", color=color)
    lines = []
    owed = Counter(finding.asks for finding in findings if finding.asks)
    if owed:
        debts = [f"{name} {count:,}" for name, count in owed.most_common()]
        lines.append(wrapped(f"answers owed: {', '.join(debts)}", width=width, rest="  "))
    by_severity = Counter(finding.severity for finding in findings)
    kinds = ", ".join(counted(by_severity[one], one.value) for one in Severity if by_severity[one])
    lines.append(f"{counted(len(findings), 'finding')}: {kinds}")
    return "\n".join(lines)


def findings_json(
    findings: Sequence[Finding],
    *,
    version: str,
    silenced: Sequence[Silenced] = (),
    checklist: Checklist | Mapping[str, Checklist] | None = None,
) -> str:
    """The findings as JSON (`docs/schemas/findings.json`); `version` is the tool's."""
    everything = [*findings, *(one.finding for one in silenced)]
    marks = iter(fingerprints(everything))
    by_severity = Counter(finding.severity for finding in findings)
    return dumps(
        headed(
            SCHEMA,
            version,
            {
                **checklist_datum(by_file(checklist)),
                "findings": [finding_datum(finding, next(marks)) for finding in findings],
                "left_open": [
                    {
                        "finding": finding_datum(one.finding, next(marks)),
                        "decided_by": one.silence.decided_by,
                        "why": one.silence.why,
                        "place": place_datum(one.silence.span),
                    }
                    for one in silenced
                ],
                "counts": {one.value: by_severity[one] for one in Severity},
                "owes": dict(Counter(finding.asks for finding in findings if finding.asks).most_common()),
            },
        )
    )


def finding_datum(finding: Finding, mark: str) -> JSON:
    """A finding as JSON; `mark` is its fingerprint."""
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "message": finding.message,
        "why": finding.why,
        "hint": finding.hint,
        "subject": finding.subject,
        "asks": finding.asks,
        "fingerprint": mark,
        "place": place_datum(finding.place),
    }


def place_datum(place: Span) -> JSON:
    """A place as JSON; lines and columns count from 1."""
    return {
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "end_line": place.end_line,
        "end_column": place.end_column,
    }
