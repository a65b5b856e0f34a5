"""Other items of the record still get their counterparts."""

from __future__ import annotations

from interlock.verify.scene import Scene
from interlock.verify.steps._base import Args, Outcome, Sight
from interlock.verify.steps.outcomes._looking import all_well, counted, missing

_OTHERS = 3


def arrange(scene: Scene, args: Args) -> None:
    """Let the trigger make a few ordinary items beside its own."""
    if any(scene.criterion.trigger and scene.criterion.trigger.args.get("record") == name for name in [args["record"]]):
        scene.others_wanted = _OTHERS


def look(scene: Scene, args: Args) -> Sight:
    """Whether the ordinary items, else those of the background, stand in the system."""
    record, side = scene.record(args["record"]), scene.side(args["system"])
    others = [s for s in scene.others if s.record.name == record.name]
    others = others or list(scene.inventory.background.get(record.name, ()))
    problems = (missing(scene, s, side) for s in others if scene.inventory.shown(s, side) is None)
    return all_well(problems, f"{counted(len(others), record, 'other ')} in {scene.system(side)}")


step = Outcome(look, arrange=arrange)
