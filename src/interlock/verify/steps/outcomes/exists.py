"""The counterpart exists, once and not deleted, and its mapped fields are as the document says."""

from __future__ import annotations

from collections.abc import Iterator

from interlock.verify.scene import Scene
from interlock.verify.steps._base import Args, Outcome, Sight
from interlock.verify.steps.outcomes._looking import all_well, counted, differing


def look(scene: Scene, args: Args) -> Sight:
    """Whether every item that the sentence means has its counterpart in the system."""
    record, side = scene.record(args["record"]), scene.side(args["system"])
    subjects = scene.about(record)

    def problems() -> Iterator[str]:
        for subject in subjects:
            if side is subject.made_on and side.other not in subject.wrote:
                # Made in this very system: there is nothing to compare it with.
                yield from () if scene.inventory.shown(subject, side) else (f"{subject} is gone",)
            else:
                yield from differing(scene, subject, side)

    return all_well(problems(), f"{counted(len(subjects), record, 'matching ')} in {scene.system(side)}")


step = Outcome(look)
