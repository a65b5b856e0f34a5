"""A system does not answer for a time, from when the trigger begins."""

from __future__ import annotations

from interlock.verify.scene import Scene
from interlock.verify.steps._base import Args, Circumstance, time


def begin(scene: Scene, args: Args) -> None:
    """Take the system down now, until it returns."""
    side, now = scene.side(args["system"]), scene.clock.now()
    scene.returned_at = now + time(args, "duration")
    scene.sandboxes[side].faults.down(since=now, until=scene.returned_at)
    scene.note(scene.system(side), f"does not answer until {scene.returned_at:%H:%M:%S}")


step = Circumstance(begin)
