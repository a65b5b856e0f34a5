"""A system does what it is asked, but its answers to writes do not arrive for a while."""

from __future__ import annotations

from datetime import timedelta

from interlock.verify.scene import Scene
from interlock.verify.steps._base import Args, Circumstance

# Long enough for a client without care to send again, short of the deadlines that people write.
_LOST_FOR = timedelta(minutes=3)


def begin(scene: Scene, args: Args) -> None:
    """Let the system do every write and lose its answer, from now on."""
    side, now = scene.side(args["system"]), scene.clock.now()
    shortest = min((window for window in scene.times), default=_LOST_FOR * 4)
    until = now + min(_LOST_FOR, shortest / 4)
    scene.sandboxes[side].faults.lose_answers(since=now, until=until)
    scene.note(scene.system(side), f"does what it is asked, but its answers to writes are lost until {until:%H:%M:%S}")


step = Circumstance(begin)
