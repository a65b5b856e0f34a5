"""An item exists in both systems with the same value of a field, and nobody has linked it yet."""

from __future__ import annotations

from interlock.verify.scene import Scene
from interlock.verify.steps._base import Args, Trigger, word


async def act(scene: Scene, args: Args) -> None:
    """Make the two items: alike in every mapped field, so in that one too."""
    record = scene.record(args["record"])
    side = record.source_of_truth.value or scene.document.systems[0].side
    scene.path(record, side, word(args, "field"))  # a field that nobody knows is no test
    subject = scene.inventory.pair(record, side, scene.wish)
    scene.subjects.append(subject)
    scene.happened(side, f"{subject} exists in both systems")
    scene.written_on = None


step = Trigger(act)
