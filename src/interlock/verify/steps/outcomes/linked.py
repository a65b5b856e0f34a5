"""The two items are known as the same: the integration keeps one link for both."""

from __future__ import annotations

from interlock.model.value import Side
from interlock.verify.scene import Scene
from interlock.verify.steps._base import Args, Outcome, Sight
from interlock.verify.steps.outcomes._looking import all_well, missing


def look(scene: Scene, args: Args) -> Sight:  # noqa: ARG001 - every look takes both
    """Whether both items of every subject have the same link."""
    problems: list[str] = []
    for subject in scene.subjects:
        links = []
        for side in Side:
            item = scene.inventory.shown(subject, side)
            if item is None:
                problems.append(missing(scene, subject, side))
            else:
                links.append(scene.ledger.link_of(subject.record.name, side, item.id))
        if len(links) == len(Side) and (links[0] is None or links[0] != links[1]):
            problems.append(f"the two items of {subject} are not linked")
    return all_well(problems, "linked")


step = Outcome(look)
