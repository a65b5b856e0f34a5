"""Some of the elements of an item's array are removed in one system."""

from __future__ import annotations

from dataclasses import replace

from interlock.model.path import get
from interlock.verify.scene import Scene
from interlock.verify.steps._base import Args, CannotTell, Trigger, number, word


def arrange(scene: Scene, args: Args) -> None:
    """Make an item with all elements, on both sides."""
    record, side = scene.record(args["record"]), scene.side(args["system"])
    path = scene.path(record, side, word(args, "array"))
    wish = replace(scene.wish, elements=(*scene.wish.elements, (str(path), number(args, "of"))))
    scene.subjects.append(scene.inventory.standing(record, side, wish))


async def act(scene: Scene, args: Args) -> None:
    """Take elements away, from the middle, where a mistake by position shows.

    Raises:
        CannotTell: the item has not so many elements.
    """
    record, side = scene.record(args["record"]), scene.side(args["system"])
    path = scene.path(record, side, word(args, "array"))
    count = number(args, "count")
    for subject in scene.subjects:
        item = scene.inventory.shown(subject, side)
        elements = get(item.body, path) if item is not None else None
        if not isinstance(elements, list) or len(elements) < count:
            raise CannotTell(f"the {subject} has no {count} `{args['array']}` that could be removed")
        first = (len(elements) - count) // 2
        scene.change(subject, side, path, [*elements[:first], *elements[first + count :]])


step = Trigger(act, arrange)
