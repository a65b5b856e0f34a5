"""The item is set aside until someone decides; where the sentence says so, with a reason."""

from __future__ import annotations

from interlock.model.value import Side
from interlock.verify.scene import Scene
from interlock.verify.steps._base import Args, Outcome, Sight
from interlock.verify.steps.outcomes._looking import all_well


def look(scene: Scene, args: Args) -> Sight:
    """Whether each subject is among what is held."""
    problems: list[str] = []
    for subject in scene.subjects:
        ids = {(side, item.id) for side in Side for item in scene.inventory.all_of(subject, side)}
        held = [h for h in scene.ledger.held(record=subject.record.name) if (h.side, h.item_id) in ids]
        if not held:
            problems.append(f"{subject} is not held")
        elif args.get("reason") and not all(one.reason.strip() for one in held):
            problems.append(f"{subject} is held without a reason")
    return all_well(problems, "held")


step = Outcome(look)
