"""Keeps what an end user accepts: the stories, and later the verification report."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from interlock.errors import UsageError
from interlock.gates.acceptances import KIND
from interlock.gates.conditions.vendor_sandboxes import ABOUT, STATEMENT
from interlock.gates.runs import VERIFICATION
from interlock.journeys.evidence import evidence, keep, kept
from interlock.journeys.gating import report_digest, stories_digest
from interlock.journeys.project import Project
from interlock.model.clock import Clock
from interlock.model.document import Document, Person
from interlock.model.evidence import DESCRIPTIONS, SCOPE, SPEC
from interlock.model.people import may_decide, named
from interlock.model.roles import END_USER, as_written, having, not_needed

THINGS = ("stories", "report", ABOUT)
"""What can be accepted, as the command calls it."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """What was accepted, by whom, and the file in which that is kept."""

    what: str
    by: str
    role: str
    at: datetime
    file: Path


def accept(project: Project, what: str, *, by: str, note: str = "", clock: Clock | None = None) -> Accepted:
    """Keep that somebody accepts something, as it is now; it does not count any more when that changes.

    Args:
        project: a loaded project.
        what: `stories`, `report` (the verification report), or `no-vendor-sandbox` (by the owner, with the reason).
        by: who accepts it, by the name that the document has.
        note: what they say with it.
        clock: tells when; the system's unless given.

    Raises:
        UsageError: the document does not name them with the role that it takes, or there is nothing to accept.
        InterlockError: it cannot be kept.
    """
    document = project.document
    said = " ".join(note.split())
    if what not in THINGS:
        raise UsageError(f"`{what}` cannot be accepted", hint=f"there is {', '.join(f'`{one}`' for one in THINGS)}")
    if what == ABOUT:
        return _without_sandbox(project, by, said, clock)
    person = _end_user(document, by)
    if what == "stories":
        if not document.stories:
            raise UsageError("the document has no stories yet", hint="write them under `## User stories`")
        of: tuple[str, ...] = ()
        extra = {"stories": stories_digest(document)}
    else:
        of = (SCOPE, SPEC, DESCRIPTIONS)
        extra = {"report": _report(project)}
    made = evidence(
        project,
        KIND,
        verdict="accepted",
        details={"of": what, "note": said, "role": person.role, "company": person.company},
        about=f"{what} {person.name}",
        by=person.name,
        of=of,
        extra=extra,
        clock=clock,
    )
    return Accepted(what, person.name, person.role, made.made_at, keep(project, made))


def _report(project: Project) -> str:
    """The digest of the report that stands."""
    found = kept(project).of(VERIFICATION)
    if not found:
        raise UsageError("there is no verification report yet", hint="run the criteria: `interlock verify`")
    if found[0].void:
        raise UsageError(
            f"the verification report does not count any more: {'; '.join(found[0].void)}",
            hint="run the criteria again: `interlock verify`",
        )
    digest = report_digest(project)
    assert digest is not None  # noqa: S101 - there is one, as seen above
    return digest


def _end_user(document: Document, by: str) -> Person:
    users = having(document, END_USER)
    if not by.strip():
        raise UsageError("nobody accepts it", hint="say who with --by NAME")
    if not users:
        if not_needed(document, END_USER):
            raise UsageError(f"the document says that no {as_written(document, END_USER)} is needed")
        raise UsageError("nobody stands under People as end user", hint="add a row to the table of People")
    person = named(document, by)
    found = next((one for one in users if one.name == person.name), None)
    if found is None:
        who = " or ".join(f"{one.name} ({one.role})" for one in users)
        raise UsageError(
            f"{person.name} is {person.role or 'nobody with a role'}, and cannot accept it", hint=f"{who} can"
        )
    return found


def _without_sandbox(project: Project, by: str, reason: str, clock: Clock | None) -> Accepted:
    person = named(project.document, by)
    if not may_decide(project.document, person.name):
        owner = project.document.owner
        raise UsageError(
            f"{person.name} ({person.role or 'no role'}) does not decide that",
            hint=f"{owner.name} does" if owner is not None else "name the owner under `## Owner`",
        )
    if not reason:
        raise UsageError("no reason is given", hint='say why with --note "WHY"')
    made = evidence(
        project,
        STATEMENT,
        verdict="said",
        details={"reason": reason, "role": person.role},
        about=ABOUT,
        by=person.name,
        of=(SCOPE,),
        clock=clock,
    )
    return Accepted(ABOUT, person.name, person.role, made.made_at, keep(project, made))
