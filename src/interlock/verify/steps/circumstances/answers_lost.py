"""A system does what it is asked, but its answers to the next writes of each record do not arrive."""

from __future__ import annotations

from interlock.verify.scene import Scene
from interlock.verify.steps._base import Args, Circumstance

# By number and not by time: whenever the first write comes, its answer is lost, and so are those to trying again.
_LOST = 3


def begin(scene: Scene, args: Args) -> None:
    """Let the system do the next writes and lose their answers."""
    side = scene.side(args["system"])
    for record in scene.document.records:
        scene.sandboxes[side].faults.lose_answers(resource=record.resource(side), times=_LOST, since=scene.clock.now())
    scene.note(scene.system(side), f"does what it is asked, but its answers to the next {_LOST} writes are lost")


step = Circumstance(begin)
