"""Of the two items that the trigger speaks of, one stands in that system and the other does not."""

from __future__ import annotations

from interlock.verify.scene import Scene
from interlock.verify.steps._base import Args, CannotTell, Outcome, Sight
from interlock.verify.steps.outcomes._looking import is_archived


def look(scene: Scene, args: Args) -> Sight:
    """Whether one of them is in use there; one that is archived is not.

    Raises:
        CannotTell: the sentence does not speak of two.
    """
    side = scene.side(args["system"])
    if len(scene.subjects) != 2:
        raise CannotTell("the sentence does not speak of two items, so none of them can be the one that is left")
    shown = [(subject, scene.inventory.shown(subject, side)) for subject in scene.subjects]
    left = [subject for subject, item in shown if item is not None and not is_archived(subject.record, item)]
    system = scene.system(side)
    why = f"only {left[0]} is left in {system}" if len(left) == 1 else f"{len(left)} of the two are in {system}"
    return Sight(true=len(left) == 1, why=why)


step = Outcome(look)
