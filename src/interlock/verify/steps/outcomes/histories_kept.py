"""What was written of each of the items that the trigger speaks of stands in the history."""

from __future__ import annotations

from interlock.model.value import Side
from interlock.verify.scene import Scene
from interlock.verify.steps._base import Args, Outcome, Sight
from interlock.verify.steps.outcomes._looking import all_well
from interlock.verify.subject import Subject


def look(scene: Scene, args: Args) -> Sight:  # noqa: ARG001 - every look takes both
    """Whether the history tells something of every item."""
    silent = (f"the history says nothing of {subject}" for subject in scene.subjects if not _told(scene, subject))
    return all_well(silent, "the history tells of both")


def _told(scene: Scene, subject: Subject) -> bool:
    ids = {item.id for side in Side for item in scene.inventory.all_of(subject, side)} | set(subject.ids.values())
    return any(scene.ledger.history(record=subject.record.name, item_id=one) for one in sorted(ids))


step = Outcome(look, lasting=True)
