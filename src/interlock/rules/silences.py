"""Which questions a written decision leaves open."""

from __future__ import annotations

import re
from collections.abc import Iterator

from interlock.model.finding import Finding
from interlock.model.people import ever_decides
from interlock.model.silence import Silence, Silenced
from interlock.rules.context import Context

_APART = re.compile(r"\s*,\s*|\s+(?:in|and|of|for)\s+", re.IGNORECASE)
_ALL = frozenset({"all", "every one", "everything"})


def settle(context: Context) -> tuple[Silenced, ...]:
    """The findings that a decision of somebody who may take it leaves open, each with the first such decision."""
    taken: dict[int, Silenced] = {}
    for silence in context.document.left_open:
        if not decided(silence) or not ever_decides(context.document, silence.decided_by):
            continue
        found = meant(context, silence)
        if silence.code in context.asked.firm or too_wide(silence, found):
            continue
        for finding in found:
            taken.setdefault(id(finding), Silenced(finding, silence))
    return tuple(sorted(taken.values(), key=lambda one: (one.finding.place, one.finding.code)))


def decided(silence: Silence) -> bool:
    """Whether it says who decided and why."""
    return bool(silence.decided_by.strip() and silence.why.strip())


def too_wide(silence: Silence, found: list[Finding]) -> bool:
    """Whether it names nothing, and there are several that it could mean."""
    return not silence.about.strip() and len(found) > 1


def meant(context: Context, silence: Silence) -> list[Finding]:
    """The findings with the code of a decision that are about what it names."""
    names = set(_names(silence.about))
    return [
        finding
        for finding in context.asked.findings
        if finding.code == silence.code and names <= set(_subjects(finding))
    ]


def _names(about: str) -> Iterator[str]:
    if about.strip().casefold() in _ALL:
        return
    for name in _APART.split(about.replace("`", "")):
        if name.strip():
            yield name.strip().casefold()


def _subjects(finding: Finding) -> Iterator[str]:
    yield finding.subject.casefold()
    for part in finding.subject.split("/"):
        yield part.replace("`", "").strip().casefold()
