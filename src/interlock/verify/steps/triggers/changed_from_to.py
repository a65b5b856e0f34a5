"""A field of an item changes from one value to another in one system."""

from __future__ import annotations

from dataclasses import replace

from interlock.verify.fixtures.wire import as_field_shows
from interlock.verify.scene import Scene
from interlock.verify.steps._base import Args, Trigger, word


def arrange(scene: Scene, args: Args) -> None:
    """Make an item with the first value: on both sides, or on its own where the filter keeps it out for now."""
    record, side = scene.record(args["record"]), scene.side(args["system"])
    path = scene.path(record, side, word(args, "field"))
    wish = replace(scene.wish, values=(*scene.wish.values, (str(path), word(args, "before"))))
    scene.subjects.append(scene.inventory.standing(record, side, wish))


async def act(scene: Scene, args: Args) -> None:
    """Let the second value take the first one's place."""
    record, side = scene.record(args["record"]), scene.side(args["system"])
    path = scene.path(record, side, word(args, "field"))
    value = as_field_shows(word(args, "after"), scene.inventory.profile(record, side).field(path))
    for subject in scene.subjects:
        scene.change(subject, side, path, value)


step = Trigger(act, arrange)
