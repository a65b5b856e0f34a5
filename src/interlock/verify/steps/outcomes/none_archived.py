"""No item of the record is archived."""

from __future__ import annotations

from interlock.verify.scene import Scene
from interlock.verify.steps._base import Args, Outcome, Sight
from interlock.verify.steps.outcomes._looking import all_well, is_archived


def look(scene: Scene, args: Args) -> Sight:
    """Whether every item in the system that was in use before is so still."""
    record, side = scene.record(args["record"]), scene.side(args["system"])
    system, now = scene.system(side), scene.inventory.index(record, side).all()
    before = scene.before.get((record.name, side), {})
    problems = [
        f"the {record.name} `{i}` is archived in {system}"
        for i, item in before.items()
        if i in now and is_archived(record, now[i]) and not is_archived(record, item)
    ]
    return all_well(problems, f"none archived in {system}")


step = Outcome(look, lasting=True)
