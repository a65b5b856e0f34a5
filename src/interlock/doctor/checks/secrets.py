"""No secret of the system stands in a file under version control.

What the references lead to is looked for in the files that git knows of, as they are now. A secret that was committed
stays in the history of the repository: only a new one helps.
"""

from __future__ import annotations

from collections.abc import Sequence

from interlock.doctor.check import Check, Outcome, Patient, Proof

_MOST = 5


async def _prove(patient: Patient) -> Sequence[Proof]:
    if not patient.committed:
        return [patient.proof(Outcome.PROVEN, "none of its secrets stands in a committed file")]
    named = ", ".join(f"`{one}`" for one in patient.committed[:_MOST])
    more = f" and {len(patient.committed) - _MOST} more" if len(patient.committed) > _MOST else ""
    todo = "have a new one made at the vendor and the old one revoked, then take it out of the file"
    return [patient.proof(Outcome.MISSING, f"a secret of it stands in {named}{more}", todo=todo)]


CHECK = Check("no secret is committed", 80, of_system=_prove, without=True)
