"""The write is tried so many times and no more, as the system's own request log has it."""

from __future__ import annotations

from interlock.model.value import Side
from interlock.verify.scene import Scene
from interlock.verify.steps._base import Args, Outcome, Sight, number
from interlock.verify.steps.outcomes._looking import all_well
from interlock.verify.subject import Subject


def look(scene: Scene, args: Args) -> Sight:
    """Whether each subject's writes since the trigger are so many."""
    count = number(args, "count")
    problems = [
        f"{subject} was tried {tried} times and should be tried {count} times"
        for subject in scene.subjects
        if (tried := sum(_tries(scene, subject, side) for side in Side)) != count
    ]
    return all_well(problems, f"tried {count} times")


def _tries(scene: Scene, subject: Subject, side: Side) -> int:
    ids = {item.id for item in scene.inventory.all_of(subject, side)}
    resource, mark = subject.record.resource(side), subject.mark.encode()
    return sum(
        1
        for exchange in scene.sandboxes[side].log
        if exchange.at >= scene.began_at
        and exchange.request.writes
        and exchange.resource == resource
        and (exchange.item_id in ids or mark in exchange.request.body.lower())
    )


step = Outcome(look)
