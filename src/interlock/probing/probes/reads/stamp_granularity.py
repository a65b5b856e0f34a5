"""How finely does the system tell when an item changed?

Read off the stamps of the items that are there, whatever digits they are written with: a system may write
milliseconds and count whole seconds.
"""

from datetime import timedelta

from interlock.model.fact import Confidence
from interlock.probing.look import EPOCH, Look
from interlock.probing.probe import Probe, Reply, cannot_tell

_STEPS = ((86_400.0, "whole days"), (60.0, "whole minutes"), (1.0, "whole seconds"), (0.001, "milliseconds"))
_ENOUGH = 8


async def _look(look: Look) -> Reply:
    stamps = [stamp for body in look.survey.bodies if (stamp := look.stamp(body)) is not None]
    if not stamps:
        return cannot_tell("no item shows a stamp", look.survey.pages[0].shown())
    distinct = set(stamps)
    step_s, words = 0.000_001, "microseconds"
    for size, called in _STEPS:
        if all((stamp - EPOCH) % timedelta(seconds=size) == timedelta(0) for stamp in distinct):
            step_s, words = size, called
            break
    most = max(stamps.count(stamp) for stamp in distinct)
    tells = f"{len(stamps)} stamps, {len(distinct)} different, all in {words}"
    evidence = tuple(page.seen.shown(tells=tells) for page in look.survey.pages)
    shared = f"; up to {most} items share one" if most > 1 else ""
    # That no stamp has a finer part may be chance where there are few; that one has is proof.
    enough = len(distinct) >= _ENOUGH or step_s <= look.step_s
    before = look.record.stamp_resolution_s.value
    denied = f"it tells time in steps of {before:g} s" if before is not None and step_s > before and enough else ""
    facts = {"stamp_resolution_s": step_s} if enough and step_s <= 86_400 else {}
    return Reply(f"{words}{shared}", Confidence.LIKELY if enough else Confidence.POSSIBLE, evidence, facts, denied)


PROBE = Probe(
    question="How finely does it tell when an item changed?",
    why="two changes within one step look like one",
    most=0,
    applies=lambda record: record.updated_at.value is not None,
    look=_look,
    order=15,
    example="50 stamps, 3 different, all in whole seconds",
)
