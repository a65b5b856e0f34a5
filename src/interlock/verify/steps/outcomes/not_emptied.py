"""No mapped field of the counterpart that had a value loses it, whatever else happens to the item."""

from __future__ import annotations

from interlock.verify.scene import Scene
from interlock.verify.steps._base import Args, Outcome, Sight
from interlock.verify.steps.outcomes._looking import all_well, before_and_now, emptied


def look(scene: Scene, args: Args) -> Sight:
    """Whether what stood for each subject before has a value wherever it had one; an item that is gone has lost none.

    Raises:
        CannotTell: nothing stood there.
    """
    side, problems = scene.side(args["system"]), []
    for subject, before, now in before_and_now(scene, side, could="be emptied"):
        if now is not None and not now.deleted:
            lost = emptied(scene, subject, side, before, now)
            problems += [f"{', '.join(lost)} of {subject} was emptied in {scene.system(side)}"] if lost else []
    return all_well(problems, f"no field emptied in {scene.system(side)}")


step = Outcome(look, lasting=True)
