"""Does the system refuse a second item with the same value where it should?

For up to three fields by which items are matched: an item is created with the value of another one, twice. Both must be
refused. Where they are accepted, both items are read, to see that they have the same value.
"""

from interlock.model.fact import Confidence, Evidence
from interlock.model.path import Path, get, put
from interlock.model.profile import FieldProfile, RecordProfile, Verb
from interlock.model.value import ABSENT, JSON
from interlock.probing.bodies import takes_mark
from interlock.probing.hand import Hand
from interlock.probing.probe import Probe, Reply, cannot_tell

_MOST = 2


async def _write(hand: Hand) -> Reply:
    fields = [field for field in _candidates(hand.record) if field in hand.bodies.markable][:_MOST]
    if not fields:
        return cannot_tell("no field that items are matched by can be written")
    evidence: list[Evidence] = []
    said: dict[str, str] = {}
    facts: dict[str, object] = {}
    denied = []
    for field in fields:
        verdict, seen = await _refused(hand, field)
        evidence += seen
        said[str(field.path)] = {True: "yes", False: "no: a second one is taken", None: "cannot tell"}[verdict]
        if verdict is None:
            continue
        facts[f"fields.{field.path}.unique"] = verdict
        claimed = field.unique.value is True or hand.record.external_id.value == field.path
        if claimed and not verdict:
            denied.append(f"`{field.path}` is unique")
            if hand.record.external_id.value == field.path:
                facts["external_id"] = None
    if not facts:
        return cannot_tell("neither could be tried", *evidence)
    if len(said) == 1:
        answer = f"{next(iter(said.values()))} (`{next(iter(said))}`)"
    else:
        answer = "; ".join(f"`{name}` {one}" for name, one in said.items())
    return Reply(answer, Confidence.SURE, tuple(evidence), facts, " and ".join(denied))


async def _refused(hand: Hand, field: FieldProfile) -> tuple[bool | None, list[Evidence]]:
    """Whether a second item with the same value is refused; None where that cannot be told."""
    await hand.new()
    tag, body = hand.fresh()
    value: JSON = hand.field_of(field.path, hand.bodies.marked(put(body, field.path, tag), tag))
    first = await hand.create(tag, put(body, field.path, value))
    evidence = [first.seen.shown(f"a new `{field.path}`")]
    if not first.good:
        return None, evidence
    taken = []
    for _ in range(2):
        other, more = hand.fresh()
        second = await hand.create(other, put(more, field.path, value))
        evidence.append(second.seen.shown(f"the same `{field.path}` again"))
        if second.seen.good:
            now = await hand.item(second.id) if second.id and hand.can_get else None
            if now is not None and get(now.body, field.path) is not ABSENT:
                taken.append(get(now.body, field.path) == value or _alike(get(now.body, field.path), value))
            else:
                taken.append(True)
            break
        if second.seen.status not in {400, 403, 409, 412, 422}:
            return None, evidence
        taken.append(False)
    if len(set(taken)) != 1:
        return None, evidence
    return (not taken[0]), evidence


def _alike(now: object, value: object) -> bool:
    return str(now).strip().casefold() == str(value).strip().casefold()


def _candidates(record: RecordProfile) -> list[FieldProfile]:
    """The fields that could tell one item from another, those that the description says it of first."""
    paths: list[Path] = []
    if record.external_id.value is not None:
        paths.append(record.external_id.value)
    paths += [field.path for field in record.fields if field.unique.value is True]
    paths += record.match_keys.value or ()
    found = [field for path in dict.fromkeys(paths) if (field := record.field(path)) is not None]
    return [field for field in found if takes_mark(field) and field.path != record.id_path]


def _applies(record: RecordProfile) -> bool:
    return record.operation(Verb.CREATE) is not None and bool(_candidates(record))


PROBE = Probe(
    question="Is a second item with the same value refused?",
    why="a field that is taken for unique and is not finds the wrong item, or makes two",
    most=22,
    makes=12,
    applies=_applies,
    write=_write,
    order=60,
    example="two items with the same `external_id` are both answered 201: no",
)
