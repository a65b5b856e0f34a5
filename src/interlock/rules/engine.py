"""Runs the rules, and joins what they ask with what reading and compiling found."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice

from interlock.catalogue import Catalogue, discover
from interlock.document import CODES
from interlock.model.agreement import Agreed
from interlock.model.document import Document
from interlock.model.finding import Finding, Severity, by_place, printable
from interlock.model.guidance import Guidance
from interlock.model.profile import SystemProfile
from interlock.model.silence import Silenced
from interlock.model.value import Side
from interlock.rules.compiled import compile_findings
from interlock.rules.context import Asked, Context
from interlock.rules.guidance import parse
from interlock.rules.handing_on import handed_on
from interlock.rules.rule import Concern, Needs, Rule
from interlock.rules.silences import settle

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
    others: Iterable[Context] = (),
    agreed: Agreed | None = None,
    scope_only: bool = False,
) -> tuple[Finding, ...]:
    """Everything an engineer who was in no meeting would have to ask, sorted by place.

    Args:
        document: the document as read.
        findings: what `read` found in it; passed through.
        profiles: what was learned of each system; a side may be missing.
        others: the other documents of the same folder, which may share systems with it.
        agreed: what was signed of it; None where nothing was, or where that is not asked about.
        scope_only: leave out what needs the field mapping or the API descriptions.
    """
    return cold_read(document, findings, profiles, others=others, agreed=agreed, scope_only=scope_only).findings


@dataclass(frozen=True, slots=True)
class ColdRead:
    """What is asked, and what a written decision leaves open; both sorted by place."""

    findings: tuple[Finding, ...]
    silenced: tuple[Silenced, ...] = ()


def cold_read(
    document: Document,
    findings: Iterable[Finding],
    profiles: Mapping[Side, SystemProfile],
    *,
    others: Iterable[Context] = (),
    agreed: Agreed | None = None,
    scope_only: bool = False,
) -> ColdRead:
    """The same as `check`, and beside it what the document leaves open on purpose."""
    context = Context(document, profiles, others=tuple(others), agreed=agreed)
    raised = list(_of_scope(document, findings) if scope_only else findings)
    # Whoever read the files knows more of what is wrong with one than a rule does.
    told = {(finding.code, finding.place) for finding in raised}
    needs = {Needs.SCOPE} if scope_only else {Needs.SCOPE, Needs.FIELDS}
    for found in _apply(context, needs):
        raised.extend(finding for finding in found if (finding.code, finding.place) not in told)
    if not scope_only:
        raised.extend(compile_findings(context, tuple(raised)))
    raised = [finding if finding.asks else replace(finding, asks=context.owner) for finding in raised]
    raised = list(by_place(handed_on(document, raised)))
    if not document.left_open:
        return ColdRead(tuple(raised))
    context = replace(context, asked=_asked(context, raised, scope_only=scope_only))
    silenced = settle(context)
    left = {id(one.finding) for one in silenced}
    rest = [finding for finding in raised if id(finding) not in left]
    about = [finding for found in _apply(context, {Needs.FINDINGS}) for finding in found]
    return ColdRead(by_place([*rest, *about]), silenced)


def _apply(context: Context, needs: Collection[Needs]) -> Iterator[list[Finding]]:
    """What each rule of a kind has to ask."""
    for guidance, rule in _guided():
        if rule.needs not in needs:
            continue
        concerns = list(islice(rule.check(context), _MOST_OF_A_KIND + 1))
        found = [_finding(guidance, concern) for concern in concerns[:_MOST_OF_A_KIND]]
        if len(concerns) > _MOST_OF_A_KIND:
            found.append(_more(guidance, concerns[-1]))
        yield found


def _asked(context: Context, raised: Iterable[Finding], *, scope_only: bool) -> Asked:
    """What rules about silencing look at."""
    # Rules that need more than there is were silent, which says nothing about what they would ask.
    whole = not scope_only and len(context.profiles) == len(Side)
    codes = {guidance.code: rule for guidance, rule in _guided()}
    errors = {code for code, rule in codes.items() if rule.severity is Severity.ERROR or not rule.may_stay_open}
    errors |= {code for code, one in CODES.items() if one.severity is Severity.ERROR}
    errors |= {finding.code for finding in raised if finding.severity is Severity.ERROR}
    needs = {Needs.SCOPE, Needs.FIELDS} if whole else {Needs.SCOPE}
    tried = {code for code, rule in codes.items() if rule.needs in needs and (context.others or not _across(rule))}
    # Compiling the mapping and reading a description find problems that have no rule.
    known = codes.keys() | CODES.keys() | {finding.code for finding in raised}
    return Asked(tuple(raised), frozenset(known), frozenset(errors), frozenset(tried) | CODES.keys())


def _across(rule: Rule) -> bool:
    """Whether the rule compares several documents."""
    return rule.check.__module__.startswith(f"{_PACKAGE}.across.")


@cache
def rules() -> Catalogue[Rule]:
    """The rules by the names of their files."""
    return discover(_PACKAGE, "RULE", Rule)


@cache
def guides() -> Mapping[str, Guidance]:
    """What each rule says about itself, by its code, in alphabetical order."""
    return {guidance.code: guidance for guidance, _ in _guided()}


def families() -> Mapping[str, str]:
    """The family of each rule, by its code."""
    return {guidance.code: guidance.family for guidance, _ in _guided()}


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
    later = {guidance.code for guidance, rule in _guided() if rule.needs is Needs.FIELDS}
    for finding in findings:
        if finding.code in later:
            continue
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
        message=printable(concern.message),
        why=guidance.matters,
        hint=printable(concern.hint) or guidance.answer,
        subject=concern.subject,
        asks=concern.asks,
        replacement=concern.replacement,
    )
