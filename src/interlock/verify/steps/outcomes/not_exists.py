"""There is no counterpart, or none that is not deleted."""

from __future__ import annotations

from interlock.verify.scene import Scene
from interlock.verify.steps._base import Args, Outcome, Sight
from interlock.verify.steps.outcomes._looking import all_well


def look(scene: Scene, args: Args) -> Sight:
    """Whether no item that the sentence means stands in the system."""
    record, side = scene.record(args["record"]), scene.side(args["system"])
    subjects = [s for s in scene.subjects if s.record.name == record.name]
    there = (f"a matching {s} exists in {scene.system(side)}" for s in subjects if scene.inventory.shown(s, side))
    return all_well(there, f"no matching {record.name} in {scene.system(side)}")


step = Outcome(look, lasting=True, of_creates=True)
