"""Before the day of the trigger ends, by the calendar of a time zone."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from interlock.verify.scene import Scene
from interlock.verify.steps._base import Args, Deadline, Window, word


def window(scene: Scene, args: Args) -> Window:
    """From the end of what happened until the next midnight there."""
    here = scene.last_at.astimezone(ZoneInfo(word(args, "zone")))
    midnight = datetime.combine(here.date() + timedelta(days=1), time(), here.tzinfo)
    return Window(scene.last_at, midnight.astimezone(scene.last_at.tzinfo))


step = Deadline(window)
