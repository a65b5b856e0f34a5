"""People are told."""

from __future__ import annotations

from interlock.verify.scene import Scene
from interlock.verify.steps._base import Args, Outcome, Sight


def look(scene: Scene, args: Args) -> Sight:  # noqa: ARG001 - every look takes both
    """Whether an alert was sent since the trigger."""
    sent = [alert for alert in scene.alerts if alert.at >= scene.began_at and not alert.over]
    if not sent:
        return Sight(true=False, why="no alert was sent")
    return Sight(true=True, why=f"an alert was sent: {sent[0].message}")


step = Outcome(look)
