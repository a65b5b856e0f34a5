"""No item of the record is archived or deleted."""

from __future__ import annotations

from interlock.verify.index import Stored
from interlock.verify.scene import Scene
from interlock.verify.steps._base import Args, Outcome, Sight
from interlock.verify.steps.outcomes._looking import all_well, is_archived


def look(scene: Scene, args: Args) -> Sight:
    """Whether every item in the system that was in use before is so still."""
    record, side = scene.record(args["record"]), scene.side(args["system"])
    system, now = scene.system(side), scene.inventory.index(record, side).all()
    before = scene.before.get((record.name, side), {})
    problems = [
        f"the {record.name} `{i}` is {'deleted' if _gone(now.get(i)) else 'archived'} in {system}"
        for i, item in before.items()
        if not item.deleted and (_gone(now.get(i)) or (is_archived(record, now[i]) and not is_archived(record, item)))
    ]
    return all_well(problems, f"none archived in {system}")


def _gone(item: Stored | None) -> bool:
    return item is None or item.deleted


step = Outcome(look, lasting=True)
