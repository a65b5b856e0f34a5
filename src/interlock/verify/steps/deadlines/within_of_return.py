"""At the latest so long after the system is back."""

from __future__ import annotations

from interlock.verify.scene import Scene
from interlock.verify.steps._base import Args, CannotTell, Deadline, Window, time


def window(scene: Scene, args: Args) -> Window:
    """From the return of the system until so long after it.

    Raises:
        CannotTell: no system was away.
    """
    if scene.returned_at is None:
        raise CannotTell("the sentence speaks of a return, and no system was away")
    begins = max(scene.returned_at, scene.last_at)
    return Window(begins, begins + time(args, "duration"))


step = Deadline(window)
