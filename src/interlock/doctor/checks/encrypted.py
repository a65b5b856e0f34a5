"""Credentials travel encrypted.

An address that begins with http:// sends them in clear text to everybody on the way. On this machine that does no harm.
"""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

from interlock.doctor.check import Check, Outcome, Patient, Proof

_HERE = {"localhost", "127.0.0.1", "::1"}


async def _prove(patient: Patient) -> Sequence[Proof]:
    if not patient.address:
        return [patient.proof(Outcome.NOT_TRIED, "the settings name no address")]
    parts = urlsplit(patient.address)
    if parts.scheme == "https":
        return [patient.proof(Outcome.PROVEN, "it is asked over https")]
    if parts.hostname in _HERE:
        return [patient.proof(Outcome.PROVEN, "it is on this machine")]
    said = "it is asked over http: the credential and all that flows can be read on the way"
    outcome = Outcome.MISSING if patient.kind == "production" else Outcome.WARNING
    return [patient.proof(outcome, said, todo="write its address with https://")]


CHECK = Check("credentials travel encrypted", 15, of_system=_prove, without=True)
