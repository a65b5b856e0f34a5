"""What the rules look at, and the few questions that many of them put to it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from interlock.mapping import parse_rule
from interlock.model.decisions import Direction
from interlock.model.document import Criterion, Document, FieldRow, Phrase, RecordRow, Resource, SystemRow
from interlock.model.path import Path
from interlock.model.place import Span, whole_file
from interlock.model.profile import FieldProfile, RateLimit, RecordProfile, SystemProfile
from interlock.model.value import Side


@dataclass(frozen=True, slots=True)
class Context:
    """The document, and what was learned of its systems; a side whose description is missing has no profile."""

    document: Document
    profiles: Mapping[Side, SystemProfile] = field(default_factory=dict)

    # People

    @property
    def owner(self) -> str:
        """The owner's name, or the role while nobody is named."""
        person = self.document.owner
        return person.name if person is not None and person.name else "the owner"

    def engineer(self, side: Side) -> str:
        """The engineer of a side by name, or by company or system while nobody is named."""
        row = self.system(side)
        if row is None:
            return self.owner
        for person in self.document.people:
            if "engineer" in person.role.casefold() and same_words(person.company, row.company) and person.name:
                return person.name
        return f"an engineer of {row.company or row.name}"

    # Systems

    def system(self, side: Side) -> SystemRow | None:
        """The row of a side's system, or None while the table does not name it."""
        return next((row for row in self.document.systems if row.side is side), None)

    def name(self, side: Side) -> str:
        """The name of a side's system as the document writes it."""
        row = self.system(side)
        return row.name if row is not None and row.name else f"the {side.value} system"

    def learned(self, row: RecordRow, side: Side) -> RecordProfile | None:
        """What was learned of a record on a side, or None."""
        profile = self.profiles.get(side)
        return None if profile is None else profile.record(row.resource(side))

    def field(self, row: RecordRow, side: Side, path: Path) -> FieldProfile | None:
        """What was learned of a field, or None."""
        record = self.learned(row, side)
        return None if record is None else record.field(path)

    # Places

    def section(self, heading: str) -> Span:
        """The place of a section's heading, or of the whole document while the section is missing."""
        found = self.document.section(heading)
        return found.span if found is not None else whole_file(self.document.path)


def same_words(one: str, other: str) -> bool:
    """Whether two names are the same but for case and spaces around."""
    return one.strip().casefold() == other.strip().casefold()


def sources(row: RecordRow) -> tuple[Side, ...]:
    """The sides from which a record's changes flow; none while its direction is open."""
    direction = row.direction.value
    return () if direction is None else tuple(side for side in Side if direction.writes(side.other))


def targets(row: RecordRow) -> tuple[Side, ...]:
    """The sides at which a record's changes arrive; none while its direction is open."""
    return tuple(side.other for side in sources(row))


def arrow(source: Side) -> Direction:
    """The direction that leads away from a side."""
    return Direction.RIGHT if source is Side.LEFT else Direction.LEFT


def direction_of(row: RecordRow, pair: FieldRow) -> Direction | None:
    """The direction of a field row; one that says nothing follows its record."""
    return pair.direction.value if not pair.direction.open else row.direction.value


def paths(pair: FieldRow, side: Side) -> tuple[Path, ...]:
    """The fields of a field row on a side; none for a constant or what was not understood."""
    return (pair.left if side is Side.LEFT else pair.right).value or ()


def cell(pair: FieldRow, side: Side) -> Span:
    """The place of a field row's cell on a side."""
    return (pair.left if side is Side.LEFT else pair.right).span


def written(row: RecordRow, side: Side) -> Iterator[tuple[FieldRow, Path]]:
    """Each field of a record that the mapping writes on a side, with its row."""
    for pair in row.fields:
        direction = direction_of(row, pair)
        if direction is not None and direction.writes(side):
            for path in paths(pair, side):
                yield pair, path


def phrases(criterion: Criterion) -> Iterator[Phrase]:
    """Every phrase of a criterion that a shape understood, in the order of the sentence."""
    if criterion.trigger is not None:
        yield criterion.trigger
    yield from criterion.withs
    if criterion.circumstance is not None:
        yield criterion.circumstance
    for outcome in criterion.outcomes:
        yield outcome.phrase
        if outcome.deadline is not None:
            yield outcome.deadline


def word(phrase: Phrase | None, name: str) -> str:
    """A text parameter of a phrase, or nothing."""
    value = phrase.args.get(name) if phrase is not None else None
    return value if isinstance(value, str) else ""


def resources_of(document: Document, system: str, words: tuple[str, ...]) -> Iterator[Resource]:
    """The resources that name a system and one of the words."""
    for one in document.resources:
        what = one.what.casefold()
        if system.casefold() in what and any(re.search(rf"\b{word}", what) for word in words):
            yield one


End = tuple[Side, Path]


def copies(context: Context) -> Iterator[tuple[RecordRow, FieldRow, End, End]]:
    """Each pair of single fields whose value is copied without a rule, once for each direction: source, target."""
    for row in context.document.records:
        for pair in row.fields:
            direction = direction_of(row, pair)
            left, right = paths(pair, Side.LEFT), paths(pair, Side.RIGHT)
            if direction is None or not pair.rule.open or len(left) != 1 or len(right) != 1:
                continue
            ends = {Side.LEFT: (Side.LEFT, left[0]), Side.RIGHT: (Side.RIGHT, right[0])}
            for side in Side:
                if direction.writes(side):
                    yield row, pair, ends[side.other], ends[side]


def mentions(text: str, name: str) -> bool:
    """Whether a text names something as a word of its own, in the singular or with an s; case does not count."""
    return bool(name) and re.search(rf"(?<!\w){re.escape(name)}(?:'?e?s)?(?!\w)", text, re.IGNORECASE) is not None


def an(name: str) -> str:
    """The name in backticks with the article that it is likely to take."""
    return f"an `{name}`" if name[:1].casefold() in set("aeiou") else f"a `{name}`"


def records_of(criterion: Criterion) -> Iterator[str]:
    """The names of the records that a criterion's phrases speak of, the trigger's first."""
    for phrase in phrases(criterion):
        name = word(phrase, "record")
        if name:
            yield name


def begins(context: Context, criterion: Criterion, row: RecordRow, side: Side, shape: str) -> bool:
    """Whether a criterion begins with such a trigger of this record on this side."""
    trigger = criterion.trigger
    return (
        trigger is not None
        and trigger.shape == shape
        and same_words(word(trigger, "record"), row.name)
        and context.document.side(word(trigger, "system")) is side
    )


def limit_of(context: Context, side: Side) -> RateLimit | None:
    """How many requests a system allows: as the document states it, else as it was learned; the lower of both."""
    limits = []
    for one in context.document.assumptions:
        if one.fact is None or one.fact.shape != "rate_limit":
            continue
        count, time = one.fact.args.get("count"), one.fact.args.get("duration")
        if context.document.side(word(one.fact, "system")) is side and isinstance(time, timedelta) and time:
            limits.append(RateLimit(count if isinstance(count, int) else 0, time.total_seconds()))
    profile = context.profiles.get(side)
    if profile is not None and profile.rate_limit.value is not None:
        limits.append(profile.rate_limit.value)
    return min(limits, key=lambda limit: limit.requests / limit.per_s) if limits else None


def references(context: Context) -> Iterator[tuple[RecordRow, FieldRow, str]]:
    """Each field row whose rule refers to another record, with that record's name as written."""
    for row in context.document.records:
        for pair in row.fields:
            use = parse_rule(pair.rule.text) if not pair.rule.open else None
            name = use.args.get("record") if use is not None else None
            if isinstance(name, str):
                yield row, pair, name


def kept_items(context: Context, row: RecordRow, side: Side) -> int:
    """How many items of a record a system keeps, as the document states it; 0 where it does not."""
    most = 0
    for one in context.document.assumptions:
        if (
            one.fact is None
            or one.fact.shape != "volume"
            or context.document.side(word(one.fact, "system")) is not side
        ):
            continue
        amounts = one.fact.args.get("amounts")
        for name, count in amounts if isinstance(amounts, tuple) else ():
            if mentions(str(name), row.name):
                most = max(most, int(count))
    return most
