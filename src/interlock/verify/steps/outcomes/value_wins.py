"""Both systems show the value that one of them had."""

from __future__ import annotations

from interlock.model.path import get
from interlock.verify.compare import say
from interlock.verify.expect._base import same
from interlock.verify.scene import Scene
from interlock.verify.steps._base import Args, CannotTell, Outcome, Sight
from interlock.verify.steps.outcomes._looking import all_well, missing


def look(scene: Scene, args: Args) -> Sight:
    """Whether the value that the trigger wrote in the system stands there still, and in the other one too.

    Raises:
        CannotTell: the trigger wrote nothing there.
    """
    winner = scene.side(args["system"])
    problems: list[str] = []
    for subject in scene.subjects:
        if winner not in subject.edits:
            raise CannotTell(f"the sentence changes nothing in {scene.system(winner)}, so no value of it can win")
        path, value = subject.edits[winner]
        own, other = (scene.inventory.shown(subject, side) for side in (winner, winner.other))
        if own is None or other is None:
            problems.append(missing(scene, subject, winner if own is None else winner.other))
            continue
        if not same(value, get(own.body, path)):
            problems.append(f"`{path}` is {say(get(own.body, path))} in {scene.system(winner)} and was {say(value)}")
        reader = scene.inventory.reader(subject.record)
        bodies = {winner: subject.wrote[winner], winner.other: other.body}
        problems += [
            f"{clause} in {scene.system(winner.other)}"
            for clause in reader.disagreements(winner, bodies, lambda pair, p=path: pair.mentions(winner, p))  # type: ignore[misc]
        ]
    return all_well(problems, f"the value of {scene.system(winner)} is in both")


step = Outcome(look)
