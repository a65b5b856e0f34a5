"""No item of the record appears."""

from __future__ import annotations

from interlock.verify.scene import Scene
from interlock.verify.steps._base import Args, Outcome, Sight
from interlock.verify.steps.outcomes._looking import all_well


def look(scene: Scene, args: Args) -> Sight:
    """Whether every item in the system was there before, was made by the test, or stands for a background item."""
    record, side = scene.record(args["record"]), scene.side(args["system"])
    index = scene.inventory.index(record, side)
    before = scene.before.get((record.name, side), {})
    ours = {s.ids.get(side) for s in (*scene.subjects, *scene.others)}
    background = {s.mark for s in scene.inventory.known()}
    new = [i for i in index.all() if i not in before and i not in ours and not index.marks(i) & background]
    new = [i for i in new if scene.inventory.belongs(record, side, index.all()[i])]
    system = scene.system(side)
    return all_well((f"the {record.name} `{i}` was created in {system}" for i in new), f"none created in {system}")


step = Outcome(look, lasting=True, of_creates=True)
