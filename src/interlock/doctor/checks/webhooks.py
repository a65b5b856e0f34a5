"""The system's webhooks arrive.

With `--listen` it is tried: an item is made in a sandbox and taken away again, and the webhook that tells of it is
waited for; where the description has a test that the system sends when asked, that does as well. Otherwise it is proven
by webhooks that a run in this environment took and believed. Without webhooks all is right and later: changes are found
by the next look at the list.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from interlock.doctor.arriving import arriving
from interlock.doctor.check import Check, Outcome, Patient, Proof


async def _prove(patient: Patient) -> Sequence[Proof]:
    if patient.intake is not None:
        return await arriving(patient, patient.intake)
    proof = _heard(patient)
    if not patient.untried or (proof.outcome is Outcome.NOT_TRIED and not patient.profile.events):
        return [proof]
    if proof.outcome is Outcome.NOT_TRIED:
        return [patient.proof(Outcome.NOT_TRIED, f"cannot be tried here: {patient.untried}")]
    return [replace(proof, said=f"{proof.said} (it was not tried now: {patient.untried})")]


def _heard(patient: Patient) -> Proof:
    """What a run took."""
    hearing = patient.hearing
    if hearing is not None and hearing.last_at is not None:
        said = f"{hearing.received:,} came, the last on {hearing.last_at:%Y-%m-%d %H:%M} UTC"
        if hearing.refused > hearing.received:
            todo = "compare the secret in its settings with ours"
            return patient.proof(Outcome.WARNING, f"{said}; {hearing.refused:,} were not believed", todo=todo)
        return patient.proof(Outcome.PROVEN, said)
    if hearing is not None and hearing.refused:
        said = f"{hearing.refused:,} came and none was believed"
        return patient.proof(Outcome.MISSING, said, todo="compare the secret in its settings with ours")
    if not patient.profile.events:
        return patient.proof(Outcome.NOT_TRIED, "its description names none; changes are found by polling")
    if not patient.listens:
        return patient.proof(Outcome.NOT_TRIED, "the settings do not ask for them; changes are found by polling")
    said = "none came yet; start `interlock run --listen HOST:PORT`, change an item there, and ask again"
    return patient.proof(Outcome.NOT_TRIED, said)


CHECK = Check("webhooks arrive", 70, of_system=_prove)
