"""One field of an item changes in one system, and some time later in the other, to different values."""

from __future__ import annotations

from interlock.verify.scene import Scene
from interlock.verify.steps._base import Args, Trigger, time, word


def arrange(scene: Scene, args: Args) -> None:
    """Make an item that stands on both sides and agrees."""
    record, side = scene.record(args["record"]), scene.side(args["first"])
    scene.subjects.append(scene.inventory.pair(record, side, scene.wish))


async def act(scene: Scene, args: Args) -> None:
    """Change it in the first system, wait, and change it in the second."""
    record = scene.record(args["record"])
    for i, name in enumerate(("first", "second")):
        side = scene.side(args[name])
        if i:
            await scene.clock.sleep(time(args, "gap").total_seconds())
        path = scene.path(record, side, word(args, "field"))
        for subject in scene.subjects:
            value = scene.inventory.fresh(subject, side, path)
            scene.change(subject, side, path, value)


step = Trigger(act, arrange)
