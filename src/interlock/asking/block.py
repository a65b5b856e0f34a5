"""Several open decisions about one record, settled by one answer."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from interlock.asking.decisions import KEYS, choices, usual_answer
from interlock.asking.offer import Asked, Choice, NotAnAnswer, Offer
from interlock.document.editing import decide
from interlock.model.document import Document
from interlock.model.finding import Finding, Severity

_PART = re.compile(r"\s*([A-Za-z][A-Za-z -]{2,30}?)\s*[:=]\s*(.+?)\s*")


@dataclass(frozen=True, slots=True)
class Block:
    """Decisions about one record that are open, with how they are settled together."""

    record: str
    findings: tuple[Finding, ...]
    offer: Offer

    def told(self, words: str) -> Block:
        """The same with those findings only that a line of decisions is about; all of them where it is about none."""
        try:
            keys = parsed(words)
        except NotAnAnswer:
            return self
        settled = tuple(one for one in self.findings if one.subject.partition("/")[2] in keys)
        return replace(self, findings=settled or self.findings)


def block_of(asked: Asked, findings: Sequence[Finding]) -> Block | None:
    """The block that a finding belongs to, where at least two decisions about its record are open; or None."""
    row = asked.record()
    if row is None:
        return None
    found: dict[str, Finding] = {}
    for one in findings:
        record, _, key = one.subject.partition("/")
        if record == row.name and key in KEYS and one.severity is Severity.QUESTION and _is_open(asked.document, one):
            found.setdefault(key, one)
    usual = {key: usual_answer(asked, row, key) for key in found}
    # What has no usual answer is asked by itself.
    usual = {key: words for key, words in usual.items() if words}
    together = tuple(found[key] for key in usual)
    if len(together) < 2 or asked.finding not in together:
        return None
    then = " · ".join(f"{key.replace('-', ' ')}: {_then(asked, key, words)}" for key, words in usual.items())
    expects = "or some of these decisions in one line, each with what you decide"

    def write(words: str) -> str:
        return written(asked.document, row.name, parsed(words))

    return Block(row.name, together, Offer(write, (Choice(_said(usual), then),), expects))


def _is_open(document: Document, finding: Finding) -> bool:
    row = document.record(finding.subject.partition("/")[0])
    key = finding.subject.partition("/")[2].replace("-", "_")
    return row is not None and bool(getattr(row, key).open)


def _then(asked: Asked, key: str, words: str) -> str:
    row = asked.record()
    found = choices(asked, row, key) if row is not None else ()
    return next((choice.then for choice in found if choice.words == words), words)


def _said(decisions: Mapping[str, str]) -> str:
    return "; ".join(f"{key.replace('-', ' ')}: {words}" for key, words in decisions.items())


def parsed(words: str) -> dict[str, str]:
    """The decisions in a line like `on delete: keep; starting: all`, by their keys.

    Raises:
        NotAnAnswer: a part is no decision.
    """
    found: dict[str, str] = {}
    for part in words.split(";"):
        if not part.strip():
            continue
        said = _PART.fullmatch(part)
        key = said.group(1).strip().casefold().replace(" ", "-") if said else ""
        if said is None or key not in KEYS:
            known = ", ".join(f"`{one.replace('-', ' ')}`" for one in KEYS)
            raise NotAnAnswer(f"`{part.strip()}` is no decision; write it like `on delete: keep`, with one of {known}")
        found[key] = said.group(2)
    if not found:
        raise NotAnAnswer("nothing is written")
    return found


def written(document: Document, record: str, decisions: Mapping[str, str]) -> str:
    """The document's text with these decisions about a record."""
    text = document.text
    for key, words in decisions.items():
        text = decide(text, record, key, words)
    return text
