"""Tries the writes of one record in a sandbox: an item is made, changed and deleted again, noted before it is sent."""

from __future__ import annotations

import re

from interlock.doctor.check import Outcome, Patient, Proof
from interlock.errors import InterlockError, NotPossible
from interlock.model.path import put
from interlock.model.profile import RecordProfile, Verb
from interlock.probing.hand import Created, Hand
from interlock.probing.session import with_own_key

_FORBIDDEN = re.compile(r"\((?:401|403)\b")
"""How a refusal begins that is about who asks, and not about the item that was made up."""


async def written(patient: Patient, record: RecordProfile) -> Proof:
    """What came of it; the item is gone, or named as left."""
    if record.operation(Verb.CREATE) is None or record.operation(Verb.DELETE) is None:
        said = f"writes of {record.name}: what is made could not be taken away again"
        return patient.proof(Outcome.NOT_TRIED, said)
    assert patient.line is not None  # noqa: S101 - it is asked only where we are let in
    assert patient.journal is not None  # noqa: S101 - it is there where writes are wanted
    known = with_own_key(patient.profile, record)
    hand = Hand(patient.profile, known, patient.line, token=patient.token, journal=patient.journal)
    not_made = ""
    try:
        made = await hand.new()
        problem, done = await _changed(hand, made)
    except NotPossible as refusal:
        problem, done, not_made = refusal.message, "", "" if _FORBIDDEN.search(refusal.message) else refusal.message
    except InterlockError as failure:
        problem, done = failure.message, ""
    finally:
        left = await hand.clean()
    if left:
        named = ", ".join(one.id or f"the one with the mark {one.tag}" for one in left)
        return patient.proof(Outcome.MISSING, f"{record.name} {named} is still there", todo="delete it there")
    if not_made:
        return patient.proof(Outcome.NOT_TRIED, f"writes of {record.name}: {not_made}")
    if problem:
        said = f"writes of {record.name}: {problem}"
        return patient.proof(Outcome.MISSING, said, todo="let the credential do it, or mend the description")
    return patient.proof(Outcome.PROVEN, f"writes of {record.name} were tried: create, {done}delete")


async def _changed(hand: Hand, made: Created) -> tuple[str, str]:
    """What is wrong with changes, and what was done."""
    before = await hand.item(made.id) if hand.can_get else None
    if before is None or not hand.texts:
        return "", ""
    seen = await hand.update(before, put(before.body, hand.texts[0].path, hand.next_tag()), protected=True)
    return ("", "update, ") if seen.good else (f"a change was answered {seen.shown().quote}", "")
