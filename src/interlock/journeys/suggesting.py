"""Proposes the field pairs of a record: of what is not mapped yet, in the direction in which the record flows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from interlock.catalogue import did_you_mean
from interlock.errors import UsageError
from interlock.journeys.meeting import Meeting
from interlock.journeys.remembering import Decision, about, remembered
from interlock.journeys.samples_of import Samples, values_at
from interlock.mapping import nearest_rules, parse_rule, rules
from interlock.model.decisions import Direction
from interlock.model.fact import Confidence
from interlock.model.path import Path
from interlock.model.profile import FieldProfile, RecordProfile, Verb
from interlock.model.suggestion import Candidate, Encoder, Remembered, SeenField, Suggestions
from interlock.model.value import Side
from interlock.suggestion import seen, suggest

MOST_SHOWN = 5
"""So many candidates of a field are shown."""

_WORTH_SAYING = 0.1
"""Below this a field is no hint of what could fill another."""
_RAISED = {
    Confidence.UNKNOWN: Confidence.POSSIBLE,
    Confidence.POSSIBLE: Confidence.LIKELY,
    Confidence.LIKELY: Confidence.SURE,
}
_WRITING = (Verb.CREATE, Verb.UPDATE, Verb.UPSERT)


@dataclass(frozen=True, slots=True)
class Unfed:
    """A field that its system requires of new items and that nothing fills; what could fill it, best first."""

    side: Side
    field: FieldProfile
    could: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposals:
    """What is proposed for a meeting: `selected` uses each field once; `best` has up to five for each field."""

    meeting: Meeting
    selected: tuple[Candidate, ...]
    best: Mapping[Side, Mapping[str, tuple[Candidate, ...]]]
    unfed: tuple[Unfed, ...]
    refused: int = 0
    """how many pairs are not proposed, because somebody said no to them"""

    def others(self, one: Candidate) -> tuple[Candidate, ...]:
        """The candidates that have a field with this one in common, it among them, best first."""
        found = dict.fromkeys(
            each
            for side, paths in ((Side.LEFT, one.left), (Side.RIGHT, one.right))
            for path in paths
            for each in self.best[side].get(path, ())
        )
        ranked = sorted(found, key=lambda each: (each is not one and pair_of(each) != pair_of(one), -each.score))
        kept = ranked if ranked and pair_of(ranked[0]) == pair_of(one) else [one, *ranked]
        return tuple(kept[:MOST_SHOWN])


def pair_of(one: Candidate) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The fields of a candidate, by which it is known."""
    return one.left, one.right


def propose_fields(
    met: Meeting,
    *,
    encoder: Encoder | None = None,
    samples: Mapping[Side, Samples] | None = None,
    also_mapped: bool = False,
) -> Proposals:
    """The pairs of fields that are proposed for two resources.

    Args:
        met: the two.
        encoder: tells how near texts are in meaning.
        samples: items that the systems showed.
        also_mapped: look at fields, too, that rows have already.

    Raises:
        InterlockError: the decisions of the folder cannot be read.
    """
    past = remembered(met.project.folder).decisions
    known = tuple(about(past, met.system(Side.LEFT), met.system(Side.RIGHT)))
    mine = [one for one in known if (one.left.resource, one.right.resource) == (met.left.name, met.right.name)]
    taken = [Remembered(one.left.fields, one.right.fields, one.accepted, one.rule) for one in mine]
    left, right = (
        _seen(met, side, (samples or {}).get(side, ()), set() if also_mapped else met.mapped(side)) for side in Side
    )
    linked = {(one.left.text, one.right.text): one.name for one in met.project.document.records}
    found = suggest(left, right, encoder=encoder, remembered=taken, linked=linked, direction=met.direction)
    no = frozenset((one.left.fields, one.right.fields) for one in mine if not one.accepted)
    elsewhere = {(one.left.fields, one.right.fields): one for one in known if one.accepted and one not in mine}
    return _fitted(met, found, no, elsewhere)


def _seen(met: Meeting, side: Side, items: Samples, mapped: Iterable[str]) -> list[SeenField]:
    accepted = _accepted(met.profile(side))
    found = []
    for field in met.profile(side).fields:
        if str(field.path) in mapped:
            continue
        one = seen(field, values_at(items, field.path) if items else ())
        if not one.read_only and accepted and not _takes(accepted, field.path):
            one = replace(one, read_only=True)
        found.append(one)
    return found


def _accepted(record: RecordProfile) -> frozenset[tuple[str, ...]]:
    """The fields that bodies take; empty where that is not said, or a body takes all."""
    operations = [one for verb in _WRITING if (one := record.operation(verb)) is not None]
    if not all(one.fields_accepted for one in operations):
        return frozenset()
    return frozenset(_plain(path) for one in operations for path in one.fields_accepted)


def _takes(accepted: frozenset[tuple[str, ...]], path: Path) -> bool:
    plain = _plain(path)
    within = any(plain[:end] in accepted for end in range(1, len(plain) + 1))
    return within or any(one[: len(plain)] == plain for one in accepted)


def _plain(path: Path) -> tuple[str, ...]:
    return tuple(part.removesuffix("[]") for part in path.parts)


# What fits the record


def _fitted(
    met: Meeting,
    found: Suggestions,
    no: frozenset[tuple[tuple[str, ...], tuple[str, ...]]],
    elsewhere: Mapping[tuple[tuple[str, ...], tuple[str, ...]], Decision],
) -> Proposals:
    def fit(some: Iterable[Candidate]) -> Iterator[Candidate]:
        for one in some:
            turned = _turned(met, one)
            if turned is not None and pair_of(one) not in no and not _both_ids(met, one):
                yield _matched(met, _in_lists(met, _as_before(turned, elsewhere.get(pair_of(one)))))

    best = {
        side: {path: tuple(fit(some))[:MOST_SHOWN] for path, some in each.items()}
        for side, each in ((Side.LEFT, found.for_left), (Side.RIGHT, found.for_right))
    }
    selected = list(fit(found.selected))
    for one in fit((*_match_pairs(met), *_known_elsewhere(met, elsewhere))):
        for side in Side:
            for path in _ends(one, side):
                known = best[side].get(path, ())
                if not any(pair_of(each) == pair_of(one) for each in known):
                    best[side][path] = (one, *known)[:MOST_SHOWN]
        rivals = [each for each in selected if _share(one, each)]
        # What people said of these very fields counts more than what is no more than possible.
        if all(each.confidence is Confidence.POSSIBLE for each in rivals):
            selected = [*(each for each in selected if each not in rivals), one]
    return Proposals(met, tuple(selected), best, tuple(_unfed(met, selected, best)), len(no))


def _share(one: Candidate, other: Candidate) -> bool:
    return any(set(_ends(one, side)) & set(_ends(other, side)) for side in Side)


def _match_pairs(met: Meeting) -> Iterator[Candidate]:
    """The pairs of fields by which the data map says that items are matched."""
    match = met.row.matched_by.value if met.row is not None else None
    for one in match.pairs if match is not None else ():
        left, right = str(one.left), str(one.right)
        there = met.left.field(left) is not None and met.right.field(right) is not None
        if there and left not in met.mapped(Side.LEFT) and right not in met.mapped(Side.RIGHT):
            yield Candidate((left,), (right,), 0.5, Confidence.POSSIBLE, Direction.BOTH)


def _matched(met: Meeting, one: Candidate) -> Candidate:
    """The candidate, which is likely at least where items are matched by it."""
    if not any(pair_of(each) == pair_of(one) for each in _match_pairs(met)):
        return one
    confidence = one.confidence if one.confidence is Confidence.SURE else Confidence.LIKELY
    return replace(one, confidence=confidence, reasons=("items are matched by it", *one.reasons))


def _in_lists(met: Meeting, one: Candidate) -> Candidate:
    """The candidate, which is no more than possible where one side lies in more lists than the other."""
    fields = [[met.profile(side).field(path) for path in _ends(one, side)] for side in Side]
    shapes = {tuple(sorted(_lists(field) for field in some if field is not None)[:1]) for some in fields}
    if len(shapes) == 1 or one.rule or one.confidence not in {Confidence.SURE, Confidence.LIKELY}:
        return one
    return replace(one, confidence=Confidence.POSSIBLE, reasons=("one of the two is in a list", *one.reasons))


def _lists(field: FieldProfile) -> int:
    return sum(part.endswith("[]") for part in field.path.parts)


def _known_elsewhere(
    met: Meeting, elsewhere: Mapping[tuple[tuple[str, ...], tuple[str, ...]], Decision]
) -> Iterator[Candidate]:
    """The pairs that were accepted for other resources of the two systems, where these have fields called so."""
    for (left, right), before in elsewhere.items():
        free = met.mapped(Side.LEFT).isdisjoint(left) and met.mapped(Side.RIGHT).isdisjoint(right)
        there = all(met.left.field(one) for one in left) and all(met.right.field(one) for one in right)
        if left and right and free and there:
            yield Candidate(left, right, 0.5, Confidence.POSSIBLE, Direction.BOTH, before.rule)


def _turned(met: Meeting, one: Candidate) -> Candidate | None:
    """The candidate in the direction of the record; None where it cannot flow that way."""
    taken = [side for side in Side if one.direction.writes(side) and _takes_part(met, one, side)]
    flows = [side for side in taken if met.direction is None or met.direction.writes(side)]
    if not flows:
        return None
    wanted = Direction.BOTH if len(flows) == 2 else _arrow_to(flows[0])
    if wanted is Direction.BOTH and not _has_way_back(one.rule):
        wanted = Direction.RIGHT
    # On ↔ a rule starts from the left, on ← from the right: only a value that is copied reads the same both ways.
    turned = wanted is Direction.LEFT and one.direction is not Direction.LEFT
    return None if turned and one.rule else replace(one, direction=wanted)


def _has_way_back(rule: str) -> bool:
    use = parse_rule(rule)
    return use is None or rules()[use.rule].inverse


def own_choice(met: Meeting, left: Sequence[str], right: Sequence[str], rule: str = "") -> Candidate:
    """A pair that a person wants, in the direction that the record, the fields and the rule allow.

    Raises:
        UsageError: a field is not there, the rule is none, or the pair cannot flow any way.
    """
    for side, paths in ((Side.LEFT, left), (Side.RIGHT, right)):
        for path in paths:
            if met.profile(side).field(path) is None:
                known = [str(field.path) for field in met.profile(side).fields]
                raise UsageError(f"{met.system(side)} has no field `{path}` there", hint=did_you_mean(path, known))
    use = parse_rule(rule)
    if use is None:
        near = nearest_rules(rule)
        raise UsageError(f"“{rule}” is no mapping rule", hint=f"did you mean “{near[0]}”?" if near else "")
    one = Candidate(tuple(left), tuple(right), 1.0, Confidence.SURE, Direction.BOTH, "", ("your own choice",))
    fitting = (
        _turned(met, one) if left and right else replace(one, direction=_arrow_to(Side.RIGHT if right else Side.LEFT))
    )
    if fitting is None:
        raise UsageError("one of the two would have to be written, and its system sets both itself")
    if fitting.direction is Direction.BOTH and not rules()[use.rule].inverse:
        truth = met.row.source_of_truth.value if met.row is not None else None
        fitting = replace(fitting, direction=_arrow_to((truth or Side.LEFT).other))
    return replace(fitting, rule=rule)


def _arrow_to(side: Side) -> Direction:
    """The direction in which a side is written."""
    return Direction.RIGHT if side is Side.RIGHT else Direction.LEFT


def _takes_part(met: Meeting, one: Candidate, side: Side) -> bool:
    """Whether the fields of a side can be written, and those of the other one read."""
    written = [met.profile(side).field(path) for path in _ends(one, side)]
    read = [met.profile(side.other).field(path) for path in _ends(one, side.other)]
    return not any(field is not None and field.read_only for field in written) and not any(
        field is not None and field.write_only for field in read
    )


def _both_ids(met: Meeting, one: Candidate) -> bool:
    """Whether both are what the systems call an item by themselves: that is linked, and never written."""
    ids = (str(met.left.id_path),), (str(met.right.id_path),)
    return pair_of(one) == ids


def _as_before(one: Candidate, before: Decision | None) -> Candidate:
    """The candidate with what was decided about fields of these names in other resources of the same systems."""
    if before is None:
        return one
    said = f"accepted before, for {before.left.resource} and {before.right.resource}"
    confidence = _RAISED.get(one.confidence, one.confidence)
    return replace(one, confidence=confidence, reasons=(said, *one.reasons))


def _unfed(
    met: Meeting, selected: Sequence[Candidate], best: Mapping[Side, Mapping[str, tuple[Candidate, ...]]]
) -> Iterator[Unfed]:
    create = met.row.create_missing.value if met.row is not None else None
    for side in Side:
        receives = met.direction is None or met.direction.writes(side)
        if not receives or (create is not None and side not in create.sides):
            continue
        fed = {_plain(Path.of(one)) for one in met.mapped(side)}
        fed |= {_plain(Path.of(path)) for one in selected if one.direction.writes(side) for path in _ends(one, side)}
        for field in required(met.profile(side)):
            plain = _plain(field.path)
            if not any(one[: len(plain)] == plain or plain[: len(one)] == one for one in fed):
                could = best[side].get(str(field.path), ())
                worth = (one for one in could if one.direction.writes(side) and one.score >= _WORTH_SAYING)
                yield Unfed(side, field, tuple(worth))


def _ends(one: Candidate, side: Side) -> tuple[str, ...]:
    return one.left if side is Side.LEFT else one.right


def required(record: RecordProfile) -> Iterator[FieldProfile]:
    """The fields of an item itself that must be filled when it is created, and that nothing else fills."""
    operation = record.operation(Verb.CREATE) or record.operation(Verb.UPSERT)
    if operation is not None and operation.fields_required:
        named = operation.fields_required
    else:
        named = tuple(field.path for field in record.fields if field.required)
    for path in named:
        field = record.field(path)
        if field is None or field.read_only or field.default is not None or (path.array not in (None, path)):
            continue
        yield field
