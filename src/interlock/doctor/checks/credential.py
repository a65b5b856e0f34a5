"""The credential really signs in.

The first list that the document uses is read: it changes nothing, and only who is let in gets an answer of items. A web
page in place of data, a redirect, a certificate that is not believed or a refusal is told for what it is.
"""

from __future__ import annotations

from collections.abc import Sequence

from interlock.doctor.check import Check, Outcome, Patient, Proof
from interlock.errors import InterlockError, NotPossible, Unauthorised, Unreachable


async def _prove(patient: Patient) -> Sequence[Proof]:
    if patient.line is None:
        return [patient.proof(Outcome.MISSING, patient.trouble, todo=patient.todo or "mend it, and ask again")]
    for record in patient.records:
        try:
            page = await patient.page(record)
        except NotPossible:
            continue
        except Unreachable as problem:
            return [patient.proof(Outcome.MISSING, problem.message, todo=problem.hint or "see that it is up")]
        except Unauthorised as problem:
            return [patient.proof(Outcome.MISSING, problem.message, todo=problem.hint or "give it a credential")]
        except InterlockError as problem:
            return [patient.proof(Outcome.MISSING, problem.message, todo=problem.hint or "ask the vendor")]
        if page.seen.is_page:
            said = f"it answers {page.seen.shown().pointer} with a web page, not with data"
            todo = "a captive portal, a proxy or a log-in page answers in its place: is `address` right?"
            return [patient.proof(Outcome.MISSING, said, todo=todo)]
        if page.ok:
            patient.let_in = True
            return [patient.proof(Outcome.PROVEN, f"it lets us in ({page.shown().pointer}: {page.shown().quote})")]
        if page.seen.status == 403:
            continue  # it knows us, and another list may be allowed
        shown = page.shown()
        said = f"{shown.pointer} was answered {shown.quote}"
        return [patient.proof(Outcome.MISSING, said, todo="is `address` right, and does the description fit?")]
    return [_none(patient)]


def _none(patient: Patient) -> Proof:
    forbidden = [one for one in patient.pages.values() if one.seen.status == 403]
    if forbidden:
        shown = forbidden[0].shown()
        said = f"it knows the credential and lets it read nothing ({shown.pointer}: {shown.quote})"
        return patient.proof(Outcome.MISSING, said, todo="let the credential read; see `interlock auth --guide`")
    return patient.proof(Outcome.NOT_TRIED, "the document uses nothing of it that can be listed")


CHECK = Check("the credential signs in", 10, of_system=_prove, without=True)
