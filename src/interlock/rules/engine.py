"""Runs the rules, and joins what they ask with what reading and compiling found."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from itertools import islice

from interlock.catalogue import Catalogue, discover
from interlock.model.document import Document
from interlock.model.finding import Finding, Severity, by_place
from interlock.model.guidance import Guidance
from interlock.model.profile import SystemProfile
from interlock.model.value import Side
from interlock.rules.compiled import compile_findings
from interlock.rules.context import Context
from interlock.rules.guidance import parse
from interlock.rules.rule import Concern, Needs, Rule

# More of one kind have one cause, and each costs time to explain.
_MOST_OF_A_KIND = 200
_SPEC = frozenset({"field mapping", "tables", "when something goes wrong"})
"""The sections that a scope can be checked and signed without."""
_PACKAGE = "interlock.rules.catalogue"


def check(
    document: Document,
    findings: Iterable[Finding],
    profiles: Mapping[Side, SystemProfile],
    *,
    scope_only: bool = False,
) -> tuple[Finding, ...]:
    """Everything an engineer who was in no meeting would have to ask, sorted by place.

    Args:
        document: the document as read.
        findings: what `read` found in it; passed through.
        profiles: what was learned of each system; a side may be missing.
        scope_only: leave out what needs the field mapping or the API descriptions.
    """
    context = Context(document, profiles)
    raised = list(_of_scope(document, findings) if scope_only else findings)
    # Whoever read the files knows more of what is wrong with one than a rule does.
    told = {(finding.code, finding.place) for finding in raised}
    for guidance, rule in _guided():
        if scope_only and rule.needs is Needs.FIELDS:
            continue
        concerns = list(islice(rule.check(context), _MOST_OF_A_KIND + 1))
        asked = (_finding(guidance, concern) for concern in concerns[:_MOST_OF_A_KIND])
        raised.extend(finding for finding in asked if (finding.code, finding.place) not in told)
        if len(concerns) > _MOST_OF_A_KIND:
            raised.append(_more(guidance, concerns[-1]))
    if not scope_only:
        raised.extend(compile_findings(context, tuple(raised)))
    return by_place([finding if finding.asks else replace(finding, asks=context.owner) for finding in raised])


@cache
def rules() -> Catalogue[Rule]:
    """The rules by the names of their files."""
    return discover(_PACKAGE, "RULE", Rule)


@cache
def guides() -> Mapping[str, Guidance]:
    """What each rule says about itself, by its code, in alphabetical order."""
    return {guidance.code: guidance for guidance, _ in _guided()}


@cache
def _guided() -> tuple[tuple[Guidance, Rule], ...]:
    catalogue = rules()
    return tuple((_guidance(name, rule, catalogue.docs[name]), rule) for name, rule in catalogue.items.items())


def _guidance(name: str, rule: Rule, docstring: str) -> Guidance:
    # The package of a rule's function is its family.
    family = rule.check.__module__.removeprefix(f"{_PACKAGE}.").split(".")[0]
    return parse(docstring, code=name.replace("_", "-"), family=family, severity=rule.severity)


def _of_scope(document: Document, findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings that do not stand in a section that is written after the scope was agreed."""
    sections = [one for one in document.sections if one.level <= 2]
    lines = [one.span.line for one in sections]
    for finding in findings:
        number = bisect_right(lines, finding.place.line)
        above = sections[number - 1].heading.casefold() if number else ""
        if finding.place.file != document.path or above not in _SPEC:
            yield finding


def _more(guidance: Guidance, concern: Concern) -> Finding:
    return Finding(
        code="too-many-like-this",
        severity=Severity.WARNING,
        place=concern.place,
        message=f"more than {_MOST_OF_A_KIND} findings are `{guidance.code}`",
        why="the shown ones probably have one cause",
        hint="answer the ones that are shown, and check again",
        subject=guidance.code,
    )


def _finding(guidance: Guidance, concern: Concern) -> Finding:
    return Finding(
        code=guidance.code,
        severity=guidance.severity,
        place=concern.place,
        message=concern.message,
        why=guidance.matters,
        hint=concern.hint or guidance.answer,
        subject=concern.subject,
        asks=concern.asks,
    )
