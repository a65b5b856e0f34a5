"""All the time from the trigger for so long."""

from __future__ import annotations

from interlock.verify.scene import Scene
from interlock.verify.steps._base import Args, Deadline, Window, time


def window(scene: Scene, args: Args) -> Window:
    """From the beginning of what happens until so long after its end."""
    return Window(scene.began_at, scene.last_at + time(args, "duration"))


step = Deadline(window, throughout=True)
