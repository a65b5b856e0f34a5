"""Every item of the record is equal in both systems, as the mapping says."""

from __future__ import annotations

from interlock.verify.scene import Scene
from interlock.verify.steps._base import Args, CannotTell, Outcome, Sight
from interlock.verify.steps.outcomes._looking import all_well, counted, unequal


def look(scene: Scene, args: Args) -> Sight:
    """Whether all items that stand on both sides agree, each row in its direction.

    Raises:
        CannotTell: there is none.
    """
    record = scene.record(args["record"])
    subjects = [s for s in scene.subjects if s.record.name == record.name]
    subjects += scene.inventory.background.get(record.name, [])
    if not subjects:
        raise CannotTell(f"no {record.name} stands on both sides")
    problems = (clause for subject in subjects for clause in unequal(scene, subject))
    return all_well(problems, f"{counted(len(subjects), record)} equal in both")


step = Outcome(look)
