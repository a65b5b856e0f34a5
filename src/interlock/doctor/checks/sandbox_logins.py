"""Those who build and test have a login to each sandbox.

Engineers and testers of both companies: each says it for themselves, as for any resource.
"""

from __future__ import annotations

from collections.abc import Sequence

from interlock.doctor.check import Check, Outcome, Proof, Whole
from interlock.doctor.logins import is_sandbox, who_need_logins
from interlock.model.people import same_person


def _prove(whole: Whole) -> Sequence[Proof]:
    found: list[Proof] = []
    for one in whole.document.resources:
        if not is_sandbox(one.what):
            continue
        said = [word.by for word in whole.statements if word.resource.casefold() == one.what.casefold()]
        lack = [p for p in who_need_logins(whole.document) if not any(same_person(p.name, by) for by in said)]
        for person in lack:
            todo = f'interlock doctor --env {whole.environment} --confirm "{one.what}" --by "{person.name}"'
            said_of = f"{person.name} ({person.role}) has not confirmed a login"
            found.append(Proof(one.what, Outcome.WARNING, said_of, todo, person.name))
        if not lack and said:
            found.append(Proof(one.what, Outcome.PROVEN, "all who build and test say that they have one", by=said[0]))
    return found


CHECK = Check("those who build and test have sandbox logins", 110, of_whole=_prove)
