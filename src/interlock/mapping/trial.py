"""What one field row makes of values that its field may show, for whoever reads a document and has no items."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from interlock.mapping.given import Ends
from interlock.mapping.language import parse_rule, rules
from interlock.mapping.outcome import Misfit, Problem
from interlock.mapping.rule import TEXT, Call, Codec, Conversion, Needs, Rule, Sample, Takes
from interlock.mapping.values import plain
from interlock.mapping.wire import encoder
from interlock.model.accepting import is_bounded, value_problem
from interlock.model.decisions import Direction
from interlock.model.document import FieldRow, LookUp
from interlock.model.profile import FieldProfile, FieldType
from interlock.model.value import ABSENT, JSON, Canonical, Side

_LONGEST = 4000
"""Texts of a greater stated length are not tried: no rule tells them from shorter ones."""


@dataclass(frozen=True, slots=True)
class Tried:
    """What became of a value: what the other side shows, or why it is held, by the rule or by the field it fills."""

    value: JSON
    shown: JSON = None
    by_rule: str = ""
    by_field: str = ""

    @property
    def held(self) -> bool:
        """Whether the item would be held."""
        return bool(self.by_rule or self.by_field)


@dataclass(frozen=True, slots=True)
class Trial:
    """One row of one field to one field, made for the way from one side."""

    rule: Rule
    here: FieldProfile | None
    there: FieldProfile | None
    reads: Codec
    writes: Codec
    needs: tuple[Canonical, ...]
    read_needs: int
    write_needs: int
    kinds: frozenset[FieldType]
    """The types of fields that the rule fills on the other side."""
    slow: bool
    """Whether it is an expression of the document, which runs in a process of its own for each value."""
    samples: tuple[Sample, ...] = ()
    """The rule's samples of just these words that make a value on the other side."""

    @property
    def takes_all(self) -> bool:
        """Whether the field that is filled takes all that the rule makes, as far as anything is said of it."""
        there = self.there
        return there is not None and there.type is FieldType.STRING and self.kinds <= TEXT and not is_bounded(there)

    def takes_some(self) -> bool:
        """Whether the field that is filled takes what a declared sample of these words makes of a value."""
        return any(
            self._may_stand(one.source) and (self.there is None or value_problem(self.there, one.target) is None)
            for one in self.samples
        )

    def certain(self) -> Iterator[JSON]:
        """Values that the field's description says that it can show: those it lists, and the ends of its bounds."""
        field = self.here
        if field is None:
            return
        yield from (value for value in field.enum if value is not None)
        if field.enum:
            return
        if field.type is FieldType.STRING and field.max_length is not None and not field.format and not field.pattern:
            if 0 < field.max_length <= _LONGEST:
                yield "x" * field.max_length
        elif field.type in {FieldType.INTEGER, FieldType.NUMBER}:
            for bound in (field.minimum, field.maximum):
                if bound is not None and abs(bound) < 2**53:
                    yield int(bound) if field.type is FieldType.INTEGER or float(bound).is_integer() else bound

    def usual(self) -> tuple[JSON, ...]:
        """The rule's own samples that the field can show."""
        domain = None if self.slow else self.rule.domain
        values = (*(one.source for one in self.rule.loses), *(domain.values if domain is not None else ()))
        return tuple(value for value in values if self._may_stand(value))

    def _may_stand(self, value: JSON) -> bool:
        if value is None or value == "":
            return False
        return self.here is None or value_problem(self.here, value) is None

    def of(self, value: JSON) -> Tried:
        """What becomes of the value."""
        try:
            canonical = self.reads.read(plain(value), *self.needs[: self.read_needs])
        except Misfit as misfit:
            return Tried(value, by_rule=misfit.reason)
        if canonical is ABSENT or canonical is None or self.writes.write is None:
            return Tried(value)
        try:
            made = self.writes.write(canonical, *self.needs[: self.write_needs])
        except Misfit as misfit:
            return Tried(value, by_rule=misfit.reason)
        try:
            return Tried(value, encoder(self.there)(made))
        except Misfit as misfit:
            return Tried(value, by_field=misfit.reason)


def trial(pair: FieldRow, way: Direction, source: Side, ends: Ends, tables: Iterable[LookUp]) -> Trial | None:
    """The row as it is tried from a side; None where it does not lead away from there, or where it cannot be told."""
    use = parse_rule(pair.rule.text)
    if use is None or not way.writes(source.other):
        return None
    rule = rules()[use.rule]
    if rule.takes is not Takes.ONE or rule.gives is not Takes.ONE:
        return None
    begins = Side.RIGHT if way is Direction.LEFT else Side.LEFT
    two_way = way is Direction.BOTH
    call = Call(use.args, ends.on(begins), ends.on(begins.other), begins is Side.LEFT, two_way, tuple(tables))
    names = rule.names(use.args)
    needs = _needs_of(rule, len(names))
    try:
        made = rule.build(call)
    except (Problem, Misfit):
        return None
    if not isinstance(made, Conversion) or needs is None:
        return None
    count = len(needs)
    everywhere = count if rule.needs is Needs.WISHED else 0
    here, there = ends.on(source), ends.on(source.other)
    samples = _samples_of(rule, use.text) if source is begins or made.source is made.target else ()
    reads, writes, before, after, kinds = made.source, made.target, count, everywhere, rule.target_types
    if source is not begins:
        reads, writes, before, after, kinds = writes, reads, after, before, rule.source_types
    return Trial(rule, here, there, reads, writes, needs, before, after, kinds, "there" in use.args, samples)


def _samples_of(rule: Rule, text: str) -> tuple[Sample, ...]:
    said = text.strip()
    return tuple(one for one in rule.samples if one.fits and one.text == said and one.target not in (None, ""))


def _needs_of(rule: Rule, count: int) -> tuple[Canonical, ...] | None:
    """Values of the fields that the rule names, as its own samples have them; None where it has none."""
    if not count:
        return ()
    fitting = (tuple(sample.needs.values()) for sample in rule.samples if sample.fits and sample.source is not None)
    return next((needs for needs in fitting if len(needs) == count and None not in needs), None)
