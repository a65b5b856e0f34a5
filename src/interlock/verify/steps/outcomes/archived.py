"""The counterpart is archived, as the record's delete rule says, and none of its fields was emptied."""

from __future__ import annotations

from interlock.verify.scene import Scene
from interlock.verify.steps._base import Args, CannotTell, Outcome, Sight
from interlock.verify.steps.outcomes._looking import all_well, emptied, is_archived, missing


def look(scene: Scene, args: Args) -> Sight:
    """Whether the item that stood for each subject before is archived now, and whole.

    Raises:
        CannotTell: there was none.
    """
    record, side = scene.record(args["record"]), scene.side(args["system"])
    system, problems = scene.system(side), []
    for subject in scene.about(record):
        before = scene.was(subject, side)
        now = scene.inventory.index(record, side).all().get(before.id) if before else None
        if before is None or now is None:
            raise CannotTell(f"no {subject} stood in {system} that could be archived")
        if now.deleted:
            problems.append(missing(scene, subject, side))
        elif not is_archived(record, now):
            problems.append(f"the matching {subject} is not archived in {system}")
        else:
            lost = emptied(scene, subject, side, before, now)
            problems += [f"{', '.join(lost)} of {subject} was emptied in {system}"] if lost else []
    return all_well(problems, f"archived in {system}")


step = Outcome(look)
