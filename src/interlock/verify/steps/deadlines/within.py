"""At the latest so long after the trigger, to the second; of several items, after the last one."""

from __future__ import annotations

from interlock.verify.scene import Scene
from interlock.verify.steps._base import Args, Deadline, Window, time


def window(scene: Scene, args: Args) -> Window:
    """From the end of what happened until so long after it."""
    return Window(scene.last_at, scene.last_at + time(args, "duration"))


step = Deadline(window)
