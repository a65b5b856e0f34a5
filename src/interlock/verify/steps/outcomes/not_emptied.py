"""No mapped field of the counterpart that had a value loses it, whatever else happens to the item."""

from __future__ import annotations

from interlock.verify.scene import Scene
from interlock.verify.steps._base import Args, CannotTell, Outcome, Sight
from interlock.verify.steps.outcomes._looking import all_well, emptied


def look(scene: Scene, args: Args) -> Sight:
    """Whether what stood for each subject before has a value wherever it had one; an item that is gone has lost none.

    Raises:
        CannotTell: nothing stood there.
    """
    side, problems = scene.side(args["system"]), []
    for subject in scene.subjects:
        before = scene.was(subject, side)
        if before is None:
            raise CannotTell(f"no {subject} stood in {scene.system(side)} that could be emptied")
        now = scene.inventory.index(subject.record, side).all().get(before.id)
        if now is not None and not now.deleted:
            lost = emptied(scene, subject, side, before, now)
            problems += [f"{', '.join(lost)} of {subject} was emptied in {scene.system(side)}"] if lost else []
    return all_well(problems, f"no field emptied in {scene.system(side)}")


step = Outcome(look, lasting=True)
