"""The system's clock and ours agree.

Read off the header `Date` of an answer. Where both sides change an item, clocks tell which change is newer; tokens and
signatures carry times, too.
"""

from __future__ import annotations

from collections.abc import Sequence

from interlock.doctor.check import Check, Outcome, Patient, Proof

_FAR_S = 5.0
_IN_MINUTES_S = 120.0


async def _prove(patient: Patient) -> Sequence[Proof]:
    low, high = float("-inf"), float("inf")
    for page in patient.pages.values():
        date = page.seen.date
        if date is not None:
            # The header was written somewhere between question and answer, and cut to the second.
            low = max(low, (date - page.seen.answered).total_seconds())
            high = min(high, (date - page.seen.asked).total_seconds() + 1.0)
    if high == float("inf"):
        return [patient.proof(Outcome.NOT_TRIED, "its answers do not say what time it is")]
    offset_s = 0.0 if low <= 0 <= high else (low + high) / 2
    if abs(offset_s) <= _FAR_S:
        return [patient.proof(Outcome.PROVEN, "its clock is within a few seconds of ours")]
    far = f"{abs(offset_s):.0f} s" if abs(offset_s) < _IN_MINUTES_S else f"{abs(offset_s) / 60:,.0f} minutes"
    said = f"its clock is {far} {'ahead of' if offset_s > 0 else 'behind'} ours"
    todo = "compare this machine's clock with a time server; where it is right, tell the vendor"
    return [patient.proof(Outcome.WARNING, said, todo=todo)]


CHECK = Check("clocks agree", 50, of_system=_prove)
