"""The label of a field is renamed in one system; its key stays."""

from __future__ import annotations

from interlock.verify.scene import Scene
from interlock.verify.steps._base import Args, Trigger, word


def arrange(scene: Scene, args: Args) -> None:
    """Make an item that stands on both sides and agrees."""
    record, side = scene.record(args["record"]), scene.side(args["system"])
    scene.subjects.append(scene.inventory.standing(record, side, scene.wish))


async def act(scene: Scene, args: Args) -> None:
    """Rename the label in the system's description; the integration begins again with what it learns now."""
    record, side = scene.record(args["record"]), scene.side(args["system"])
    path = scene.path(record, side, word(args, "field"))
    await scene.relabel(side, record.resource(side), path)
    scene.note(scene.system(side), f"the label of `{path}` of {record.name} is another one")
    scene.last_at = scene.clock.now()


step = Trigger(act, arrange)
