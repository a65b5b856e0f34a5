"""The value that lost stands in the history."""

from __future__ import annotations

from interlock.model.path import get
from interlock.model.value import ABSENT, Side
from interlock.verify.compare import say
from interlock.verify.expect._base import same
from interlock.verify.scene import Scene
from interlock.verify.steps._base import Args, CannotTell, Outcome, Sight
from interlock.verify.steps.outcomes._looking import all_well
from interlock.verify.subject import Subject


def look(scene: Scene, args: Args) -> Sight:  # noqa: ARG001 - every look takes both
    """Whether each value that the trigger wrote and that is no longer shown is in the history.

    Raises:
        CannotTell: the trigger did not write on both sides.
    """
    problems: list[str] = []
    for subject in scene.subjects:
        if len(subject.edits) < len(Side):
            raise CannotTell("the sentence does not change both systems, so no value can lose")
        losers = [side for side in Side if _lost(scene, subject, side)]
        if not losers:
            problems.append(f"neither value of {subject} has given way")
        problems += [
            f"{say(subject.edits[side][1])} of {scene.system(side)} is not in the history"
            for side in losers
            if not _told(scene, subject, side)
        ]
    return all_well(problems, "the value that lost is in the history")


def _lost(scene: Scene, subject: Subject, side: Side) -> bool:
    path, value = subject.edits[side]
    item = scene.inventory.shown(subject, side)
    return item is None or not same(value, get(item.body, path))


def _told(scene: Scene, subject: Subject, side: Side) -> bool:
    path, value = subject.edits[side]
    reader = scene.inventory.reader(subject.record)
    entries = scene.ledger.history(record=subject.record.name, item_id=subject.ids.get(side))
    # Where the first value had arrived before the second one was written, it stands there as what was shown before.
    told = [v for entry in entries for v in (entry.lost, entry.before, entry.after) if v is not ABSENT]
    pair = next((p for p in reader.rows.every if p.mentions(side, path)), None)
    if pair is None:
        return any(same(value, shown) for shown in told)  # type: ignore[arg-type]
    ask = reader.ask(pair, side, {side: (subject.wrote[side],), side.other: ({},)})
    expected = pair.expectation.expected(ask)
    # The history may show the value as it was written, or as both sides understand it.
    return any(same(value, one) or pair.expectation.same(ask, expected, one) for one in told)  # type: ignore[arg-type]


step = Outcome(look)
