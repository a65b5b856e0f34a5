"""Every item of the record that the trigger speaks of has its counterpart, or is held with a reason."""

from __future__ import annotations

from interlock.model.value import Side
from interlock.verify.scene import Scene
from interlock.verify.steps._base import Args, Outcome, Sight
from interlock.verify.steps.outcomes._looking import all_well, counted
from interlock.verify.subject import Subject


def look(scene: Scene, args: Args) -> Sight:
    """Whether each of them is accounted for."""
    record = scene.record(args["record"])
    subjects = scene.about(record)
    held = {(one.side, one.item_id) for one in scene.ledger.held(record=record.name)}
    lost = (f"{one} is in one system only, and not held" for one in subjects if not _accounted(scene, one, held))
    return all_well(lost, f"{counted(len(subjects), record)}, none lost")


def _accounted(scene: Scene, subject: Subject, held: set[tuple[Side, str]]) -> bool:
    items = {side: scene.inventory.all_of(subject, side) for side in Side}
    if all(any(not item.deleted for item in found) for found in items.values()):
        return True
    return any((side, item.id) in held for side, found in items.items() for item in found)


step = Outcome(look)
