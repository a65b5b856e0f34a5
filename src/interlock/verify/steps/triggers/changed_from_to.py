"""A field of an item changes from one value to another in one system."""

from __future__ import annotations

from dataclasses import replace

from interlock.verify.scene import Scene
from interlock.verify.steps._base import Args, Trigger, word
from interlock.verify.steps.triggers._changing import to_the_value_after


def arrange(scene: Scene, args: Args) -> None:
    """Make an item with the first value: on both sides, or on its own where the filter keeps it out for now."""
    record, side = scene.record(args["record"]), scene.side(args["system"])
    path = scene.path(record, side, word(args, "field"))
    wish = replace(scene.wish, values=(*scene.wish.values, (str(path), word(args, "before"))))
    scene.subjects.append(scene.inventory.standing(record, side, wish))


step = Trigger(to_the_value_after, arrange)
