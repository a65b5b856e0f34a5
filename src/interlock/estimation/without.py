"""Leaving something out of the scope: the facts as they would be without it."""

from __future__ import annotations

import re
from dataclasses import replace

from interlock.catalogue import did_you_mean
from interlock.errors import UsageError
from interlock.estimation.facts import Facts, flows_from, is_reference, named
from interlock.mapping import parse_rule
from interlock.model.decisions import Direction
from interlock.model.document import Criterion, Document, RecordRow, Story
from interlock.model.finding import Finding
from interlock.model.value import Side

WAY_BACK = "way back"
"""`Customer/way back`: a record that flows both ways flows from its source of truth only."""


_CHANGES = frozenset(
    {"changed", "changed_from_to", "changed_in_both", "changed_to", "created", "deleted", "element_removed"}
)
"""How criteria begin that are about a change which an item's way back would carry."""


def can_be_left_out(facts: Facts) -> tuple[str, ...]:
    """Everything that may be named: records, their way back, their fields, stories, criteria."""
    document = facts.document
    names = [row.name for row in document.records]
    names += [f"{row.name}/{WAY_BACK}" for row in document.records if both_ways(row)]
    names += [named(record, row) for record, row in facts.pairs]
    names += [*_sentences(document)]
    return tuple(dict.fromkeys(name for name in names if name))


def without(facts: Facts, item: str) -> tuple[Facts, str]:
    """The facts without the item, and what that means in words.

    Raises:
        UsageError: there is no such item, or it is the last record.
    """
    name = _known(facts, item)
    record, slash, rest = name.partition("/")
    row = facts.document.record(record) if record else None
    if row is not None and not slash:
        return _without_record(facts, row)
    if row is not None and rest == WAY_BACK:
        return _one_way(facts, row)
    if row is not None:
        return _without_field(facts, row, name)
    return _without_sentence(facts, name)


def both_ways(row: RecordRow) -> bool:
    """Whether changes of both sides are carried over."""
    return all(flows_from(row, side) for side in Side)


def needing(facts: Facts, row: RecordRow) -> tuple[RecordRow, ...]:
    """The records whose items point at this one's, directly or over others; they cannot stay without it."""
    found: dict[str, RecordRow] = {}
    wanted = [row.name]
    while wanted:
        parent = wanted.pop().casefold()
        for record, pair in facts.pairs:
            if (
                is_reference(pair)
                and record.name not in found
                and record.name != row.name
                and _to(pair.rule.text) == parent
            ):
                found[record.name] = record
                wanted.append(record.name)
    return tuple(found.values())


def _to(rule: str) -> str:
    use = parse_rule(rule)
    return str(use.args.get("record", "")).casefold() if use is not None else ""


def _known(facts: Facts, item: str) -> str:
    names = can_be_left_out(facts)
    wanted = _key(item)
    for name in names:
        if _key(name) == wanted:
            return name
    raise UsageError(
        f"the document has no `{item}` that could be left out", hint=did_you_mean(item, names) or "it has no records"
    )


def _key(name: str) -> str:
    return name.strip(" `").casefold().replace("-", " ").replace(" / ", "/")


def _without_record(facts: Facts, row: RecordRow) -> tuple[Facts, str]:
    gone = {row.name, *(one.name for one in needing(facts, row))}
    if all(one.name in gone for one in facts.document.records):
        raise UsageError(f"without `{row.name}` nothing is left to integrate", hint="name one of several records")
    criteria = tuple(one for one in facts.document.criteria if not _mentions(one, gone))
    kept = {story for one in criteria for story in one.stories}
    lost = {story for one in facts.document.criteria for story in one.stories} - kept
    document = replace(
        facts.document,
        records=tuple(one for one in facts.document.records if one.name not in gone),
        criteria=criteria,
        stories=tuple(one for one in facts.document.stories if one.name not in lost),
    )
    others = sorted(gone - {row.name})
    means = f"{row.name} out of scope" + (f", and {', '.join(others)}, which points at it" if others else "")
    return _reduced(facts, document, gone), means


def _mentions(criterion: Criterion, records: set[str]) -> bool:
    words = "|".join(re.escape(name) for name in records)
    return re.search(rf"\b(?:{words})(?:s|es)?\b", criterion.text, re.IGNORECASE) is not None


def _one_way(facts: Facts, row: RecordRow) -> tuple[Facts, str]:
    source = row.source_of_truth.value or Side.LEFT
    way = Direction.RIGHT if source is Side.LEFT else Direction.LEFT
    fields = tuple(
        replace(pair, direction=replace(pair.direction, value=way)) if pair.direction.value is Direction.BOTH else pair
        for pair in row.fields
        if pair.direction.value in (Direction.BOTH, way, None)
    )
    narrowed = replace(row, direction=replace(row.direction, value=way), fields=fields)
    far = facts.system(source.other)
    criteria = tuple(one for one in facts.document.criteria if not _begins_in(one, row, far))
    document = replace(
        facts.document,
        records=tuple(narrowed if one is row else one for one in facts.document.records),
        criteria=criteria,
        stories=_told_by(facts.document, criteria),
    )
    return _reduced(facts, document, set()), f"{row.name} from {facts.system(source)} only"


def _begins_in(criterion: Criterion, row: RecordRow, system: str) -> bool:
    trigger = criterion.trigger
    if trigger is None or trigger.shape not in _CHANGES:
        return False
    said = {str(value).casefold() for value in trigger.args.values() if isinstance(value, str)}
    return row.name.casefold() in said and system.casefold() in said


def _told_by(document: Document, criteria: tuple[Criterion, ...]) -> tuple[Story, ...]:
    lost = {name for one in document.criteria for name in one.stories} - {
        name for one in criteria for name in one.stories
    }
    return tuple(one for one in document.stories if one.name not in lost)


def _without_field(facts: Facts, row: RecordRow, name: str) -> tuple[Facts, str]:
    fields = tuple(pair for pair in row.fields if named(row, pair) != name)
    slimmer = replace(row, fields=fields)
    records = tuple(slimmer if one is row else one for one in facts.document.records)
    return _reduced(facts, replace(facts.document, records=records), set()), f"the field {name} not carried over"


def _without_sentence(facts: Facts, name: str) -> tuple[Facts, str]:
    document = facts.document
    if any(one.name == name for one in document.stories):
        criteria = tuple(one for one in document.criteria if one.stories != (name,))
        stories = tuple(one for one in document.stories if one.name != name)
        return _reduced(facts, replace(document, stories=stories, criteria=criteria), set()), f"the story {name}"
    criteria = tuple(one for one in document.criteria if one.name != name)
    return _reduced(facts, replace(document, criteria=criteria), set()), f"the criterion {name}"


def _reduced(facts: Facts, document: Document, records: set[str]) -> Facts:
    """The facts with that document; what was found about something that is gone is gone too."""
    gone = _sentences(facts.document).keys() - _sentences(document).keys()
    fields = {named(*pair) for pair in facts.pairs} - {
        named(record, row) for record in document.records for row in record.fields
    }
    findings = tuple(one for one in facts.findings if not _about(one, records, gone | fields))
    return replace(facts, document=document, findings=findings)


def _sentences(document: Document) -> dict[str, None]:
    """The names of stories and criteria, in their order."""
    stories, criteria = [one.name for one in document.stories], [one.name for one in document.criteria]
    return dict.fromkeys(name for name in (*stories, *criteria) if name)


def _about(finding: Finding, records: set[str], gone: set[str]) -> bool:
    head = finding.subject.partition("/")[0]
    return head in records or finding.subject in gone or head in gone
