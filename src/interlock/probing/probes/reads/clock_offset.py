"""How far is the system's clock from ours?

Read off the Date header of three answers, which tells whole seconds, and the time that each took.
"""

from interlock.model.fact import Confidence
from interlock.probing.look import Look
from interlock.probing.probe import Probe, Reply, always, cannot_tell

_FAR_S = 5.0


async def _look(look: Look) -> Reply:
    pages = [await look.page(size=1) for _ in range(3)]
    low, high, evidence = float("-inf"), float("inf"), []
    for page in pages:
        date = page.seen.date
        if date is not None:
            # The header was written somewhere between question and answer, and cut to the second.
            low = max(low, (date - page.seen.answered).total_seconds())
            high = min(high, (date - page.seen.asked).total_seconds() + 1.0)
            evidence.append(page.seen.shown(tells=f"date: {page.seen.response.headers['date']}"))
    if not evidence:
        return cannot_tell("its answers do not say what time it is", pages[0].seen.shown())
    if low > high + 0.5:
        return cannot_tell("its answers disagree about the time", *evidence)
    if low <= 0 <= high or abs(low + high) / 2 < 1:
        return Reply("less than a second", Confidence.SURE, tuple(evidence))
    offset_s = (low + high) / 2
    way = "ahead of" if offset_s > 0 else "behind"
    far = "; compare it with a time server" if abs(offset_s) > _FAR_S else ""
    return Reply(f"{abs(offset_s):,.0f} s {way} ours{far}", Confidence.SURE, tuple(evidence))


PROBE = Probe(
    question="How far is its clock from ours?",
    why="which of two changes is newer is decided by clocks",
    most=3,
    applies=always,
    look=_look,
    of_system=True,
    order=60,
    example="`Date: Sat, 21 Nov 2026 16:00:30 GMT` at 16:00:00: 30 s ahead of ours",
)
