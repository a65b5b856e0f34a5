"""At the latest so long after the last item's trigger."""

from __future__ import annotations

from interlock.verify.scene import Scene
from interlock.verify.steps._base import Args, Deadline, Window, time


def window(scene: Scene, args: Args) -> Window:
    """From the last item on until so long after it."""
    return Window(scene.last_at, scene.last_at + time(args, "duration"))


step = Deadline(window)
