"""Every mapped field of the counterpart is as the document says."""

from __future__ import annotations

from interlock.verify.scene import Scene
from interlock.verify.steps._base import Args, Outcome, Sight
from interlock.verify.steps.outcomes._looking import all_well, differing


def look(scene: Scene, args: Args) -> Sight:
    """Whether the system shows what the mapped values of the other one ask for."""
    side = scene.side(args["system"])
    problems = (clause for subject in scene.subjects for clause in differing(scene, subject, side))
    return all_well(problems, f"all mapped fields are equal in {scene.system(side)}")


step = Outcome(look)
