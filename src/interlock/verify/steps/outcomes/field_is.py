"""A field of the counterpart has this value."""

from __future__ import annotations

from interlock.model.path import get
from interlock.verify.compare import say
from interlock.verify.fixtures.conditions import same_as_written
from interlock.verify.scene import Scene
from interlock.verify.steps._base import Args, Outcome, Sight, word
from interlock.verify.steps.outcomes._looking import all_well, missing


def look(scene: Scene, args: Args) -> Sight:
    """Whether the system shows the value, as the sentence writes it."""
    side, value = scene.side(args["system"]), word(args, "value")
    problems: list[str] = []
    for subject in scene.subjects if args.get("record") is None else scene.about(scene.record(args["record"])):
        path = scene.path(subject.record, side, word(args, "field"))
        item = scene.inventory.shown(subject, side)
        if item is None:
            problems.append(missing(scene, subject, side))
        elif not same_as_written(get(item.body, path), value):
            shown = say(get(item.body, path))
            problems.append(f"`{path}` of {subject} is {shown} and should be `{value}` in {scene.system(side)}")
    return all_well(problems, f"`{args['field']}` is `{value}` in {scene.system(side)}")


step = Outcome(look)
