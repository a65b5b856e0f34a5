"""Items of a record are created in one system."""

from __future__ import annotations

from interlock.verify.scene import Scene
from interlock.verify.steps._base import Args, Trigger, number


async def act(scene: Scene, args: Args) -> None:
    """Make the items, and beside items with something missing or unusual, as many ordinary ones as others need."""
    record, side = scene.record(args["record"]), scene.side(args["system"])
    for _ in range(scene.others_wanted):
        scene.others.append(scene.create(record, side, scene.wish.without_flaws()))
    await scene.spread(number(args, "count"), lambda _i: scene.subjects.append(scene.create(record, side, scene.wish)))


step = Trigger(act)
