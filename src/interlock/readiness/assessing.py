"""Looks for every ability in every record that a document uses, and counts what is missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from interlock.catalogue import nearest
from interlock.model.document import Document, RecordRow, SystemRow
from interlock.model.fact import Confidence
from interlock.model.path import Path
from interlock.model.profile import RecordProfile, SystemProfile
from interlock.model.readiness import (
    Answer,
    Capability,
    Readiness,
    RecordReadiness,
    Settling,
    SystemReadiness,
    Told,
)
from interlock.model.value import Side
from interlock.readiness.ability import Ability, abilities
from interlock.readiness.subject import Subject
from interlock.readiness.use import Use

_LOST = {Answer.YES: 0.0, Answer.UNKNOWN: 0.5, Answer.NO: 1.0}
"""What is not known is lost by half: the answer may be either."""
_LOST_IF_POSSIBLE = 0.25
_ALL = RecordProfile("")


def assess(document: Document, profiles: Mapping[Side, SystemProfile], *, problems: Mapping[Side, str]) -> Readiness:
    """The report on both systems.

    Args:
        document: the document.
        profiles: what was learned; a side without a profile has no score.
        problems: why a side has no profile.
    """
    systems = tuple(
        _system(document, row, profiles.get(row.side), problems.get(row.side, "")) for row in document.systems
    )
    return Readiness(document.path, document.title.text, document.version.text, systems)


def assess_system(system: SystemProfile, use: Use | None = None) -> tuple[Capability, ...]:
    """What a system can do as a whole; without a document, as if all of it were needed."""
    return _each(Subject(system, _ALL), use, of_system=True)


def _each(subject: Subject, use: Use | None, *, of_system: bool) -> tuple[Capability, ...]:
    """The abilities, what counts most first."""
    chosen = [(code, one) for code, one in abilities().items.items() if one.of_system is of_system]
    chosen.sort(key=lambda entry: -entry[1].weight)
    return tuple(_capability(code, one, subject, use) for code, one in chosen)


def assess_record(system: SystemProfile, record: RecordProfile, use: Use | None = None) -> tuple[Capability, ...]:
    """What a system can do with a record; without a document, as if all of it were needed."""
    matched, written = _fields(use) if use is not None else (record.match_keys.value or (), ())
    return _each(Subject(system, record, matched, written), use, of_system=False)


def _system(document: Document, row: SystemRow, profile: SystemProfile | None, problem: str) -> SystemReadiness:
    asks = _engineer(document, row)
    if profile is None:
        why = problem or "nothing was learned of it"
        return SystemReadiness(row.name, row.company, asks, row.description, None, problem=why)
    own = assess_system(profile, Use(document, row.side))
    records = tuple(_record(document, row.side, one, profile) for one in document.records)
    whole = [*own, *(one for record in records for one in record.capabilities)]
    weight, lost = float(sum(one.weight for one in whole)), sum(one.lost for one in whole)
    unknown = sum(not record.known for record in records)
    each = weight / max(1, len(records) - unknown)
    weight, lost = weight + unknown * each, lost + unknown * each  # a record that is not there can do nothing
    score = round(100 * (1 - lost / weight)) if weight else 100
    score = min(score, 99) if lost else score
    found = SystemReadiness(row.name, row.company, asks, row.description, score, own, records)
    return replace(found, whole=weight, absent=each)


def _record(document: Document, side: Side, row: RecordRow, profile: SystemProfile) -> RecordReadiness:
    resource = row.resource(side)
    record = profile.record(resource)
    if record is None:
        near = nearest(resource, [one.name for one in profile.records])
        return RecordReadiness(row.name, resource, (), known=False, nearest=near[0] if near else "")
    return RecordReadiness(row.name, resource, assess_record(profile, record, Use(document, side, row)))


def _capability(code: str, one: Ability, subject: Subject, use: Use | None) -> Capability:
    told = one.told(subject)
    promises = () if use is None else tuple(dict.fromkeys(one.promises(use)))
    weight = one.weight if promises or use is None else 0
    words = subject.words
    return Capability(
        code=code,
        title=one.title,
        told=told,
        question=one.question.format_map(words),
        why=one.why,
        settles=tuple(Settling(by, what.format_map(words)) for by, what in one.settles),
        states=one.states.format_map(words),
        state=f"interlock learn {_quoted(subject.system.name)} --set {_quoted(one.states.format_map(words))}",
        promises=promises,
        weight=weight,
        lost=weight * _lost(told),
    )


def _lost(told: Told) -> float:
    if told.answer is Answer.YES and told.confidence is Confidence.POSSIBLE:
        return _LOST_IF_POSSIBLE
    return _LOST[told.answer]


def _quoted(text: str) -> str:
    """The text as one word of a shell."""
    if text.replace(".", "").replace("=", "").replace("-", "").replace("_", "").isalnum():
        return text
    return "'" + text.replace("'", "'\\''") + "'"


def _fields(use: Use) -> tuple[tuple[Path, ...], tuple[Path, ...]]:
    """The fields that items are matched by, and those that a create fills, on the side of the use."""
    if use.row is None:
        return (), ()
    left = use.side is Side.LEFT
    key = use.row.matched_by.value
    matched = tuple(pair.left if left else pair.right for pair in key.pairs) if key is not None else ()
    cells = ((one.left if left else one.right).value or () for one in use.row.fields)
    return matched, tuple(path for cell in cells for path in cell)


def _engineer(document: Document, row: SystemRow) -> str:
    """Who is asked at a system's company: its engineer, else its contact."""
    own = [one for one in document.people if one.company.casefold() == row.company.casefold() and one.name]
    chosen = next((one for one in own if "engineer" in one.role.casefold()), None) or (own[0] if own else None)
    if chosen is None:
        return row.company or row.name
    return f"{chosen.name} <{chosen.contact}>" if "@" in chosen.contact else chosen.name
