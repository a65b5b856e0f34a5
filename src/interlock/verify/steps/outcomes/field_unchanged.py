"""A field of the counterpart is as it was."""

from __future__ import annotations

from interlock.model.path import get
from interlock.verify.compare import say
from interlock.verify.expect._base import same
from interlock.verify.scene import Scene
from interlock.verify.steps._base import Args, Outcome, Sight, word
from interlock.verify.steps.outcomes._looking import all_well, before_and_now, missing


def look(scene: Scene, args: Args) -> Sight:
    """Whether the field of what stood for each subject before still shows the same.

    Raises:
        CannotTell: nothing stood there.
    """
    side, problems = scene.side(args["system"]), []
    for subject, before, now in before_and_now(scene, side, could="stay unchanged"):
        path = scene.path(subject.record, side, word(args, "field"))
        if now is None or now.deleted:
            problems.append(missing(scene, subject, side))
        elif not same(get(before.body, path), get(now.body, path)):
            shown, was = say(get(now.body, path)), say(get(before.body, path))
            problems.append(f"`{path}` of {subject} is {shown} and was {was} in {scene.system(side)}")
    return all_well(problems, f"`{args['field']}` unchanged in {scene.system(side)}")


step = Outcome(look, lasting=True)
