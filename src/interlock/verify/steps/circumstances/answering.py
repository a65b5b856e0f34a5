"""A system answers every request with this status for a time, from when the trigger begins."""

from __future__ import annotations

from interlock.verify.scene import Scene
from interlock.verify.steps._base import Args, Circumstance, number, time


def begin(scene: Scene, args: Args) -> None:
    """Let the system answer so from now on, until it returns to itself."""
    side, now, status = scene.side(args["system"]), scene.clock.now(), number(args, "status", 503)
    scene.returned_at = now + time(args, "duration")
    scene.sandboxes[side].faults.answer(status, writes=None, since=now, until=scene.returned_at)
    scene.note(scene.system(side), f"answers {status} to everything until {scene.returned_at:%H:%M:%S}")


step = Circumstance(begin)
