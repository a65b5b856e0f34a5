"""The owner is asked to decide."""

from __future__ import annotations

from interlock.model.alert import Alert
from interlock.verify.scene import Scene
from interlock.verify.steps._base import Args, Outcome, Sight


def look(scene: Scene, args: Args) -> Sight:  # noqa: ARG001 - every look takes both
    """Whether an alert went to the owner since the trigger."""
    asked = [alert for alert in scene.alerts if alert.at >= scene.began_at and _to_owner(scene, alert)]
    if not asked:
        return Sight(true=False, why="the owner was not asked")
    return Sight(true=True, why=f"the owner was asked: {asked[0].message}")


def _to_owner(scene: Scene, alert: Alert) -> bool:
    owner = scene.document.owner
    names = {"owner", *([owner.name.casefold(), owner.contact.casefold()] if owner is not None else [])}
    return bool(alert.to) and alert.to.casefold() in names


step = Outcome(look)
