"""Tries whether a system's webhooks arrive: an item is made and taken away again, or the system is asked for a test."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager

from interlock.doctor.check import Outcome, Patient, Proof
from interlock.doctor.intake import Arrival, Asked, Intake
from interlock.errors import InterlockError, NotPossible
from interlock.model.http import Request
from interlock.model.path import put
from interlock.model.profile import RecordProfile, Verb
from interlock.peers.reads import common_headers, filled
from interlock.probing.hand import Created, Hand
from interlock.probing.look import Survey
from interlock.probing.session import with_own_key

_WITHIN_S = (1.0, 5.0, 30.0)
"""How soon one came is told by these: a result that is the same in substance is to read the same."""

_MOST_TRIED = 3
_CREATED, _UPDATED, _DELETED = "created", "updated", "deleted"


async def arriving(patient: Patient, intake: Intake) -> Sequence[Proof]:
    """What came of it; the item is gone then, or named as left."""
    left: list[Proof] = []
    refusals: list[str] = []
    try:
        async with intake.subscribed() as asked:
            proof = await _by_item(patient, intake, asked, left, refusals)
            if proof is None and patient.profile.ping is not None and asked.ids:
                proof = await _by_test(patient, intake, asked)
    except InterlockError as problem:
        refusals, proof = [problem.message], None
    if proof is None:
        proof = patient.proof(Outcome.NOT_TRIED, f"cannot be tried here: {_why(patient, refusals)}")
    return [proof, *left]


async def _by_item(
    patient: Patient, intake: Intake, asked: Asked, left: list[Proof], refusals: list[str]
) -> Proof | None:
    """What came of the first record of which an item could be made; None where there is none."""
    for record, change in list(_candidates(patient))[:_MOST_TRIED]:
        try:
            async with _item(patient, record, left) as (hand, made):
                return await _told(patient, intake, asked, hand, made, change)
        except NotPossible as problem:
            refusals.append(f"{record.name}: {problem.message}")
    return None


def _candidates(patient: Patient) -> Iterator[tuple[RecordProfile, str]]:
    """The records of which an item can be made and taken away, with what the system tells of them."""
    for record in patient.records:
        changes = {event.change for event in patient.profile.events if event.record == record.name}
        if not changes or record.operation(Verb.CREATE) is None or record.operation(Verb.DELETE) is None:
            continue
        wanted = (one for one in (_CREATED, "", _UPDATED, _DELETED) if one in changes)
        yield record, next(wanted, "") or _CREATED


def _why(patient: Patient, refusals: Sequence[str]) -> str:
    if refusals:
        return "; ".join(refusals)
    if not any(event.record for event in patient.profile.events):
        return "the description does not tell which records its events are about"
    return "of no record that its events are about can an item be made and taken away again"


@asynccontextmanager
async def _item(patient: Patient, record: RecordProfile, left: list[Proof]) -> AsyncIterator[tuple[Hand, Created]]:
    """An item that carries a mark, noted before it is made and taken away at the end; `left` gets what stays."""
    assert patient.line is not None  # noqa: S101 - it is asked only where we are let in
    assert patient.journal is not None  # noqa: S101 - it is there where something is tried
    known = with_own_key(patient.profile, record)
    # With marks of its own: some systems take no text a second time, also of what was deleted.
    hand = Hand(patient.profile, known, patient.line, token=f"{patient.token}w", journal=patient.journal)
    hand.survey = Survey((await patient.page(record),))
    try:
        yield hand, await hand.new()
    finally:
        for one in await hand.clean():
            named = one.id or f"the one with the mark {one.tag}"
            left.append(patient.proof(Outcome.MISSING, f"{record.name} {named} is still there", todo="delete it there"))


async def _told(patient: Patient, intake: Intake, asked: Asked, hand: Hand, made: Created, change: str) -> Proof:
    """Whether it tells of the item; what it tells of a delete is waited for once the item is deleted."""
    name = hand.record.name
    if change == _UPDATED:
        before = await hand.item(made.id) if hand.can_get else None
        if before is None or not hand.texts:
            raise NotPossible("the item that was made could not be changed, and only changes are told of")
        await hand.update(before, put(before.body, hand.texts[0].path, hand.next_tag()), protected=True)
    elif change == _DELETED:
        await hand.clean()
    what = f"a webhook of the {name} item that was {'made' if change == _CREATED else change}"
    return await _waited(patient, intake, asked, lambda one: one.is_about(name, made.id), what)


async def _by_test(patient: Patient, intake: Intake, asked: Asked) -> Proof:
    ping = patient.profile.ping
    assert patient.line is not None  # noqa: S101 - it is asked only where we are let in
    assert ping is not None  # noqa: S101 - whoever calls has looked
    path = filled(patient.profile, ping, asked.ids[0])
    seen = await patient.line.ask(Request(ping.method, path, headers=common_headers(patient.profile)), again=False)
    if not seen.good:
        return patient.proof(Outcome.NOT_TRIED, f"cannot be tried here: a test was answered {seen.shown().quote}")
    return await _waited(patient, intake, asked, lambda _: True, "the test that it sends when asked")


async def _waited(patient: Patient, intake: Intake, asked: Asked, fits: Callable[[Arrival], bool], what: str) -> Proof:
    loop = asyncio.get_running_loop()
    began, within_s = loop.time(), patient.left_s()
    found = await intake.arrival(fits, within_s=within_s)
    late = f"did not arrive within {max(round(within_s), 1)} s"
    if found is not None and not found.refused:
        took_s = loop.time() - began
        bound = next((f" within {one:g} s" for one in _WITHIN_S if took_s <= one), "")
        signed = "rightly signed" if intake.is_signed else "and is not signed, as the settings say"
        stays = f"; {asked.stays}" if asked.stays else ""
        return patient.proof(Outcome.PROVEN, f"{what} arrived{bound}, {signed}{stays}")
    if found is not None:
        said = f"{what} arrived with a wrong signature: {found.refused}"
        return patient.proof(Outcome.MISSING, said, todo="compare the secret in its settings with ours")
    others = [one for one in intake.arrivals if not one.refused]
    if others:
        said = f"{what} {late}, though {len(others)} of others did"
        return patient.proof(Outcome.WARNING, said, todo="see which events it is to send, and ask again")
    unbelieved = next((one.refused for one in intake.arrivals), "")
    said = f"{what} {late}"
    said += f"; {len(intake.arrivals)} came that cannot be believed: {unbelieved}" if unbelieved else ""
    said += f"; {asked.trouble}" if asked.trouble else ""
    todo = "see in its settings where it sends them, and that this address is reached from there"
    return patient.proof(Outcome.MISSING, said, todo=todo)
