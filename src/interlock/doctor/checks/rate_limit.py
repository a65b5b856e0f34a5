"""The rate limit that the answers tell is the one that was learned or stated.

Nothing is asked for it: it is read off the headers of the answers so far.
"""

from __future__ import annotations

from collections.abc import Sequence

from interlock.doctor.check import Check, Outcome, Patient, Proof
from interlock.model.sums import limit_of
from interlock.peers.quotas import quota_of


async def _prove(patient: Patient) -> Sequence[Proof]:
    line = patient.line
    assert line is not None  # noqa: S101 - it is asked only where we are let in
    known = limit_of(patient.document, patient.side, patient.profile)
    kept = f"{known.requests:,} requests in {known.per_s:g} s are kept to" if known is not None else ""
    if line.refusals:
        said = f"it refused {line.refusals} of {line.sent} requests as too many" + (f", though {kept}" if kept else "")
        return [
            patient.proof(Outcome.WARNING, said, todo="state its limit under Assumptions; is another program at it?")
        ]
    quota = quota_of(line.headers, line.clock.now())
    if quota is None:
        said = f"its answers tell none; {kept}" if kept else "its answers tell none, and none is known"
        todo = "" if kept else "ask the vendor, and state it under Assumptions"
        return [patient.proof(Outcome.PROVEN if kept else Outcome.WARNING, said, todo=todo, turn=patient.turn)]
    most = f" of {quota.most:,}" if quota.most else ""
    return [patient.proof(Outcome.PROVEN, f"{quota.left:,}{most} requests are left" + (f"; {kept}" if kept else ""))]


CHECK = Check("the rate limit is known", 60, of_system=_prove)
