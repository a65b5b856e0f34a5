"""Items, or one field of an item, change in one system."""

from __future__ import annotations

from collections.abc import Iterator

from interlock.model.document import RecordRow
from interlock.model.path import Path
from interlock.model.value import Side
from interlock.verify.pairs import NaivePair, bare
from interlock.verify.scene import Scene
from interlock.verify.steps._base import Args, CannotTell, Trigger, number, word


def arrange(scene: Scene, args: Args) -> None:
    """Make items that stand on both sides and agree."""
    record, side = scene.record(args["record"]), scene.side(args["system"])
    for _ in range(number(args, "count")):
        scene.subjects.append(scene.inventory.standing(record, side, scene.wish))


async def act(scene: Scene, args: Args) -> None:
    """Give the field, else one that flows to the other side, another value in every item."""
    record, side = scene.record(args["record"]), scene.side(args["system"])
    named = args.get("field")
    path = scene.path(record, side, word(args, "field")) if named is not None else flowing(scene, record, side)

    def change(i: int) -> None:
        subject = scene.subjects[i]
        scene.change(subject, side, path, scene.inventory.fresh(subject, side, path))

    await scene.spread(len(scene.subjects), change)


def flowing(scene: Scene, record: RecordRow, side: Side) -> Path:
    """A field of a side by which nothing is matched, filtered or referred to: one that flows, else one that is mapped.

    Raises:
        CannotTell: there is none.
    """
    usual = list(_usual(scene, record, side))
    flows = [path for pair, path in usual if pair.direction.writes(side.other)]
    found = next(iter([*flows, *(path for _, path in usual)]), None)
    if found is None:
        raise CannotTell(f"no field of {record.name} can be changed in {scene.system(side)}")
    return found


def carried(scene: Scene, record: RecordRow, side: Side) -> Iterator[Path]:
    """The fields of a side that flow to the other, and by which nothing is matched, filtered or referred to."""
    seen: set[Path] = set()
    for pair, path in _usual(scene, record, side):
        if pair.direction.writes(side.other) and path not in seen:
            seen.add(path)
            yield path


def _usual(scene: Scene, record: RecordRow, side: Side) -> Iterator[tuple[NaivePair, Path]]:
    key = record.matched_by.value
    special = {p for pair in (key.pairs if key else ()) for p in (pair.left, pair.right)}
    special |= {condition.field for condition in record.only_when.value or ()}
    references = scene.inventory.references(record, side)
    pairs = scene.inventory.reader(record).rows.pairs
    yield from (
        (pair, p) for pair in pairs for p in pair.fields[side] if p not in special and bare(p) not in references
    )


step = Trigger(act, arrange)
