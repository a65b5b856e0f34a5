"""What triggers do that change a field to a value which the sentence names."""

from __future__ import annotations

from interlock.verify.fixtures.wire import as_field_shows
from interlock.verify.scene import Scene
from interlock.verify.steps._base import Args, word


async def to_the_value_after(scene: Scene, args: Args) -> None:
    """Let the value after the change take the place of the one before."""
    record, side = scene.record(args["record"]), scene.side(args["system"])
    path = scene.path(record, side, word(args, "field"))
    value = as_field_shows(word(args, "after"), scene.inventory.profile(record, side).field(path))
    for subject in scene.subjects:
        scene.change(subject, side, path, value)
