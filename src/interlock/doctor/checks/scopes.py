"""The credential may do what the document needs, and no more.

What an access token may do is asked of the server that gave it where it tells (introspection); else it is read from the
answer that brought it, from the token itself where it is a JWT, or from the headers in which some systems say it. It is
compared with the fewest scopes that the document's operations need. A scope too many is a warning: who steals the
credential could use it.
"""

from __future__ import annotations

from collections.abc import Sequence

from interlock.doctor.check import Check, Outcome, Patient, Proof
from interlock.doctor.claims import Given

_HEADERS = ("x-oauth-scopes", "x-accepted-scopes", "x-scopes", "scopes")


async def _prove(patient: Patient) -> Sequence[Proof]:
    found = patient.granted if patient.granted is not None else _told_by_headers(patient)
    scopes = patient.scopes
    if found is not None and not found.active:
        said = "the server that gave its access token says that it is not active"
        return [patient.proof(Outcome.MISSING, said, todo="see there why, and sign in again")]
    if not scopes.needed:
        said = "its description names no scope for what the document uses"
        return [patient.proof(Outcome.NOT_TRIED, f"{said}; see in its settings that the credential may do no more")]
    if found is None:
        said = f"nothing tells what it may do; it needs {', '.join(scopes.needed)}"
        return [patient.proof(Outcome.NOT_TRIED, said)]
    given, source = found.scopes, f" ({found.source.value})" if found.source.value else ""
    proofs: list[Proof] = []
    for scope in scopes.missing_from(given):
        first = scopes.needed[scope][0].named
        said = f"`{scope}` was not given; {first} needs it{source}"
        proofs.append(patient.proof(Outcome.MISSING, said, todo=f"give the credential `{scope}`, and sign in again"))
    more = scopes.more_than_needed(given)
    if more:
        said = f"it may do more than the document needs: {', '.join(more)}{source}"
        proofs.append(patient.proof(Outcome.WARNING, said, todo=f"take away {', '.join(f'`{one}`' for one in more)}"))
    return proofs or [patient.proof(Outcome.PROVEN, f"it has {', '.join(scopes.needed)}, and no more{source}")]


def _told_by_headers(patient: Patient) -> Given | None:
    headers = patient.line.headers if patient.line is not None else {}
    said = next((headers[name] for name in _HEADERS if name in headers), None)
    return None if said is None else Given(tuple(said.replace(",", " ").split()))


CHECK = Check("the credential may do what is needed, and no more", 20, of_system=_prove)
