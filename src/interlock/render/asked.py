"""Questions with their choices on a terminal, and what became of answers."""

from __future__ import annotations

from collections.abc import Sequence

from interlock.model.finding import Finding
from interlock.model.value import JSON
from interlock.render.data import dumps, headed
from interlock.render.excerpt import excerpt
from interlock.render.findings import finding_datum
from interlock.render.marks import fingerprints
from interlock.render.plain import counted, paint, visible, wrapped

ANSWERS_SCHEMA = "urn:interlock:schema:answers:1"


def question_text(
    findings: Sequence[Finding],
    document_text: str,
    choices: Sequence[tuple[str, str]],
    *,
    expects: str = "",
    left: int = 0,
    color: bool = False,
    width: int = 100,
) -> str:
    """What is asked, where it stands, why it matters, and what can be chosen with what then happens.

    Args:
        findings: what one answer settles; the first one is shown with its line.
        document_text: the document.
        choices: words and consequence of each.
        expects: what can be typed instead.
        left: how many questions are open, this one among them.
        color: whether to colour for a terminal.
        width: how many columns there are.
    """
    first = findings[0]
    style = first.severity.value
    place = visible(str(first.place))
    what = f"{visible(first.code)}{f'  ({left:,} open)' if left else ''}"
    gap = "  " if len(place) + 2 + len(what) <= width else "\n  "
    lines = [f"{paint(place, 'strong', color=color)}{gap}{what}"]
    lines += [wrapped(one.message, width=width, first="  ", rest="  ") for one in findings]
    if len(findings) == 1:
        lines += excerpt(document_text.split("\n"), first.place, width=width, color=color, style=style)
    if first.why and len(findings) == 1:
        note = wrapped(first.why, width=width, first="  why  ", rest="       ")
        lines.append(note.replace("why", paint("why", "dim", color=color), 1))
    for number, (words, then) in enumerate(choices, start=1):
        start = f"  {number:>2}  "
        lines.append(wrapped(words, width=width, first=start, rest="      "))
        if then:
            lines.append(paint(wrapped(then, width=width, first="      ", rest="      "), "dim", color=color))
    if expects:
        lines.append(wrapped(expects, width=width, first="   …  ", rest="      "))
    elif not choices and first.hint:
        lines.append(wrapped(first.hint, width=width, first="   …  ", rest="      "))
    return "\n".join(lines) + "\n"


def answers_text(
    given: Sequence[tuple[str, str, str, str, str]], still_open: Sequence[Finding], diff: str = "", *, width: int = 100
) -> str:
    """What became of each answer: key, answer, what became of it, why, and in which document; what is still open."""
    lines = []
    for key, answer, became, reason, document in given:
        where = f"{document}/" if document and not key.casefold().startswith(f"{document.casefold()}/") else ""
        lines.append(wrapped(f"{became}: {where}{key}: {answer}", width=width, rest="  "))
        if reason:
            lines.append(wrapped(reason, width=width, first="  ", rest="  "))
    if diff:
        lines += ["", *(visible(line) for line in diff.splitlines()), ""]
    lines.append(f"{counted(len(still_open), 'question')} still open" if still_open else "nothing to ask")
    return "\n".join(lines) + "\n"


def answers_json(
    given: Sequence[tuple[str, str, str, str, str]], still_open: Sequence[Finding], diff: str = "", *, version: str
) -> str:
    """The same as JSON (`docs/schemas/answers.json`); `version` is the tool's."""
    told: list[JSON] = [
        {"key": key, "answer": answer, "became": became, "reason": reason, "document": document}
        for key, answer, became, reason, document in given
    ]
    waiting = [finding_datum(one, mark) for one, mark in zip(still_open, fingerprints(still_open), strict=True)]
    data: dict[str, JSON] = {"answers": told, "open": waiting, "diff": diff}
    return dumps(headed(ANSWERS_SCHEMA, version, data))
