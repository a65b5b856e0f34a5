"""Every item has one counterpart and no second one, counting those that are archived or deleted."""

from __future__ import annotations

from interlock.verify.scene import Scene
from interlock.verify.steps._base import Args, Outcome, Sight
from interlock.verify.steps.outcomes._looking import all_well, counted, missing


def look(scene: Scene, args: Args) -> Sight:
    """Whether exactly one item in the system carries each subject's mark."""
    record, side = scene.record(args["record"]), scene.side(args["system"])
    problems: list[str] = []
    subjects = scene.about(record)
    for subject in subjects:
        found = scene.inventory.all_of(subject, side)
        if not any(not item.deleted for item in found):
            problems.append(missing(scene, subject, side))
        elif len(found) > 1:
            problems.append(f"{subject} exists {len(found)} times in {scene.system(side)}")
    return all_well(problems, f"{counted(len(subjects), record)}, each once, in {scene.system(side)}")


step = Outcome(look)
