"""A system answers with an error status when an item is written to it."""

from __future__ import annotations

from interlock.model.document import RecordRow
from interlock.model.value import Side
from interlock.verify.scene import Scene
from interlock.verify.steps._base import Args, CannotTell, Trigger, number
from interlock.verify.steps.triggers.changed import flowing


def arrange(scene: Scene, args: Args) -> None:
    """Where the record may not be created in the system, make one that stands on both sides.

    Raises:
        CannotTell: nothing of the record flows there.
    """
    record, side = scene.record(args["record"]), scene.side(args["system"])
    if record.direction.value is not None and not record.direction.value.writes(side):
        raise CannotTell(f"no {record.name} is written to {scene.system(side)}")
    if not _creates(record, side):
        scene.subjects.append(scene.inventory.standing(record, side.other, scene.wish))


async def act(scene: Scene, args: Args) -> None:
    """Let the system refuse the item's writes from now on, and make or change an item that is to be written to it."""
    record, side = scene.record(args["record"]), scene.side(args["system"])
    for _ in range(scene.others_wanted):
        scene.others.append(scene.create(record, side.other, scene.wish.without_flaws()))
    if _creates(record, side):
        scene.subjects.append(scene.create(record, side.other, scene.wish))
    status, resource = number(args, "status", 500), record.resource(side)
    # Where others must pass, only writes that carry the item's mark are refused.
    marks = [scene.subjects[0].mark, scene.subjects[0].mark.upper()] if scene.others else [""]
    for one in marks:
        scene.sandboxes[side].faults.answer(status, resource=resource, containing=one)
    scene.note(scene.system(side), f"answers {status} to every write of `{resource}` from now on")
    if not _creates(record, side):
        for subject in scene.subjects:
            path = flowing(scene, record, side.other)
            scene.change(subject, side.other, path, scene.inventory.fresh(subject, side.other, path))


def _creates(record: RecordRow, side: Side) -> bool:
    return record.create_missing.value is None or side in record.create_missing.value.sides


step = Trigger(act, arrange)
