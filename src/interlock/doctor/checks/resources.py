"""Somebody has confirmed that they have access to each Resource.

`interlock doctor --confirm "RESOURCE" --by NAME` keeps a person's word. It is shown as what it is, and counts until the
resource's row is changed.
"""

from __future__ import annotations

from collections.abc import Sequence

from interlock.doctor.check import Check, Outcome, Proof, Whole
from interlock.doctor.logins import whose

_OPEN = {"open", "public", "none needed", "everybody"}


def _prove(whole: Whole) -> Sequence[Proof]:
    found: list[Proof] = []
    for one in whole.document.resources:
        said = [word for word in whole.statements if word.resource.casefold() == one.what.casefold()]
        if one.access.strip().casefold() in _OPEN:
            found.append(Proof(one.what, Outcome.PROVEN, "open to everybody, as the document says"))
        elif said:
            word = max(said, key=lambda known: known.at)
            confirmed = f"{word.by} says so, on {word.at:%Y-%m-%d}"
            found.append(Proof(one.what, Outcome.PROVEN, confirmed, by=word.by))
        else:
            todo = f'interlock doctor --env {whole.environment} --confirm "{one.what}" --by NAME'
            turn = whose(whole.document, one)
            found.append(Proof(one.what, Outcome.MISSING, "nobody has confirmed that they have access", todo, turn))
    return found


CHECK = Check("access to each resource is confirmed", 100, of_whole=_prove)
