"""Each operation that the document uses answers.

Lists and single items are read. Writes are not tried unless `--write` is given, in an environment of kind sandbox: then
one item of each record is made, changed and deleted again, noted before it is sent, so that nothing stays behind.
"""

from __future__ import annotations

from collections.abc import Sequence

from interlock.doctor.check import Check, Outcome, Patient, Proof
from interlock.doctor.writing import written
from interlock.errors import InterlockError
from interlock.model.profile import RecordProfile, Verb
from interlock.probing.look import Look


async def _prove(patient: Patient) -> Sequence[Proof]:
    found: list[Proof] = []
    answered: list[str] = []
    for record in patient.records:
        try:
            problem = await _read(patient, record)
        except InterlockError as failure:
            problem = failure.message
        if problem:
            found.append(
                patient.proof(Outcome.MISSING, problem, todo="let the credential do it, or mend the description")
            )
        else:
            answered.append(record.name)
    if answered:
        found.insert(0, patient.proof(Outcome.PROVEN, f"it answers to reads of {', '.join(answered)}"))
    writes = [one for one in patient.used if not one.reads]
    if writes and patient.write:
        wanted = {one.resource for one in writes}
        found += [await written(patient, record) for record in patient.records if record.name in wanted]
    elif writes:
        named = ", ".join(dict.fromkeys(f"{one.operation.method} {one.operation.path}" for one in writes))
        found.append(patient.proof(Outcome.NOT_TRIED, f"writes: {named}; --write tries them in a sandbox"))
    return found


async def _read(patient: Patient, record: RecordProfile) -> str:
    """What is wrong with its reads, or nothing."""
    page = await patient.page(record)
    if not page.ok:
        shown = page.shown()
        return f"{shown.pointer} was answered {shown.quote}"
    asked = any(one.resource == record.name and one.operation.verb is Verb.GET for one in patient.used)
    if not asked or not page.ids or patient.line is None:
        return ""
    look = Look(patient.profile, record, patient.line)
    seen = await look.get(page.ids[0])
    operation = record.operation(Verb.GET)
    path = operation.path if operation is not None else ""  # an id may tell who it is
    if seen.good and look.body(seen) is None:
        return f"the answer to GET {path} shows no item"
    if seen.good or seen.status in {404, 410}:  # it may have gone in between
        return ""
    return f"GET {path} was answered {seen.status}"


CHECK = Check("each operation that is used answers", 30, of_system=_prove)
