"""No more requests than these arrive at a system within any such time, as the system's own request log has it."""

from __future__ import annotations

from datetime import timedelta

from interlock.verify.scene import Scene
from interlock.verify.steps._base import Args, Outcome, Sight, number, time


def look(scene: Scene, args: Args) -> Sight:
    """Whether no window of that length, wherever it begins, has more requests than the sentence allows."""
    side, most, span = scene.side(args["system"]), number(args, "count"), time(args, "duration")
    log, now = scene.sandboxes[side].log, scene.clock.now()
    # What lies wholly before the last window was looked at before: a log grows to many thousands.
    first = scene.looked_to.get(side, 0)
    begin = first
    for end in range(first, len(log)):
        if log[end].at < scene.began_at:
            begin = end + 1
            continue
        while log[end].at - log[begin].at >= span:
            begin += 1
        if end - begin + 1 > most:
            came = f"{end - begin + 1:,} requests came to {scene.system(side)} within {_said(span)}"
            return Sight(true=False, why=f"{came}, allowed are {most:,}")
    while first < len(log) and now - log[first].at >= span:
        first += 1
    scene.looked_to[side] = first
    return Sight(true=True, why=f"never more than {most:,} requests within {_said(span)} to {scene.system(side)}")


def _said(span: timedelta) -> str:
    return f"{span.total_seconds():g} s"


step = Outcome(look, lasting=True, of_requests=True)
