"""Before a clock in a time zone next shows this time."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from interlock.verify.scene import Scene
from interlock.verify.steps._base import Args, CannotTell, Deadline, Window, word


def window(scene: Scene, args: Args) -> Window:
    """From the end of what happened until that time of day comes next there.

    Raises:
        CannotTell: no time of day is named.
    """
    at = args.get("at")
    if not isinstance(at, time):
        raise CannotTell("the sentence names no time of day")
    here = scene.last_at.astimezone(ZoneInfo(word(args, "zone")))
    due = datetime.combine(here.date(), at, here.tzinfo)
    if due <= here:
        due = datetime.combine(here.date() + timedelta(days=1), at, here.tzinfo)
    return Window(scene.last_at, due.astimezone(scene.last_at.tzinfo))


step = Deadline(window)
