"""Keeps what end users accept: the stories, and later the verification report; said here, or in a reply that came."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from interlock.adapters.clocks import SystemClock
from interlock.errors import UsageError
from interlock.gates.acceptances import KIND, REPLY
from interlock.gates.conditions.vendor_sandboxes import ABOUT, STATEMENT
from interlock.gates.ground import Proof
from interlock.gates.runs import VERIFICATION, judgements
from interlock.journeys.evidence import Piece, evidence, keep, kept
from interlock.journeys.gating import all_digests, report_digest, stories_digest
from interlock.journeys.project import Project
from interlock.model.clock import Clock
from interlock.model.document import Document, Person
from interlock.model.evidence import DESCRIPTIONS, SCOPE, SPEC
from interlock.model.people import may_decide, named, named_or_none, same_person
from interlock.model.reply import Acceptable, Acceptance, Reply
from interlock.model.roles import END_USER, as_written, having, not_needed
from interlock.model.value import JSON

STORIES, REPORT = "stories", "report"
THINGS = (STORIES, REPORT, ABOUT)
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
    said = " ".join(note.split())
    if what not in THINGS:
        raise UsageError(f"`{what}` cannot be accepted", hint=f"there is {', '.join(f'`{one}`' for one in THINGS)}")
    if what == ABOUT:
        return _without_sandbox(project, by, said, clock)
    person = _end_user(project.document, by)
    _digest(project, what)
    return _keep(project, what, person, {"note": said}, clock)


def acceptable(project: Project, *, scope_only: bool = False) -> Iterator[Acceptable]:
    """What end users can accept in a page, as it is now: the stories, and the verification report while it holds.

    Args:
        project: a loaded project.
        scope_only: leave out what was proven of more than the scope.
    """
    document = project.document
    users = tuple(one.name for one in having(document, END_USER))
    if not users:
        return
    if document.stories:
        yield Acceptable(STORIES, stories_digest(document), users)
    run = _run(project)
    digest = report_digest(project)
    if run is None or run.void or digest is None or scope_only:
        return
    verdicts = judgements(Proof(run.evidence))
    said = tuple((verdicts[one.name][0], one.text) for one in document.criteria if one.name in verdicts)
    yield Acceptable(REPORT, digest, users, run.evidence.made_at, said)


def accept_by_reply(
    project: Project,
    one: Acceptance,
    reply: Reply,
    told: Mapping[str, JSON],
    *,
    by: str,
    dry_run: bool = False,
    clock: Clock | None = None,
) -> Accepted | None:
    """Keep what an end user accepts in a reply, with the reply as it was saved; None where that is kept already.

    Args:
        project: a loaded project.
        one: what is accepted, by the digest that the page showed.
        reply: the reply that it stands in.
        told: the same as it was saved.
        by: who takes it up.
        dry_run: look whether it can be kept, and keep nothing.
        clock: tells what time it is; what claims to be of later was said now.

    Raises:
        UsageError: it has changed since, there is nothing to accept, or that person cannot.
        InterlockError: it cannot be kept.
    """
    if one.of not in {STORIES, REPORT}:
        raise UsageError(f"there is no `{one.of}` to accept")
    person = _end_user(project.document, reply.name)
    if not same_person(person.name, reply.name):
        raise UsageError(f"it has no name of a person: `{reply.name}`")
    if _digest(project, one.of) != one.digest:
        what = "the stories have" if one.of == STORIES else "the verification report has"
        raise UsageError(f"{what} changed since the page was made; send them the page again")
    earlier = kept(project, all_digests(project)).of(KIND, about=_about(one.of, person))
    if any(piece.holds for piece in earlier):
        return None
    at = min(reply.made_at, (clock or SystemClock()).now())
    if dry_run:
        return Accepted(one.of, person.name, person.role, at, project.folder)
    return _keep(project, one.of, person, {"note": "", REPLY: dict(told), "recorded_by": by}, clock, at)


def _about(what: str, person: Person) -> str:
    return f"{what} {person.name}"


def _keep(
    project: Project,
    what: str,
    person: Person,
    more: Mapping[str, JSON],
    clock: Clock | None,
    at: datetime | None = None,
) -> Accepted:
    made = evidence(
        project,
        KIND,
        verdict="accepted",
        details={"of": what, "role": person.role, "company": person.company, **more},
        about=_about(what, person),
        by=person.name,
        of=() if what == STORIES else (SCOPE, SPEC, DESCRIPTIONS),
        extra={what: _digest(project, what)},
        clock=clock,
        at=at,
    )
    return Accepted(what, person.name, person.role, made.made_at, keep(project, made))


def _digest(project: Project, what: str) -> str:
    """The digest of what can be accepted."""
    if what == REPORT:
        return _report(project)
    if not project.document.stories:
        raise UsageError("the document has no stories yet", hint="write them under `## User stories`")
    return stories_digest(project.document)


def _run(project: Project) -> Piece | None:
    return next(iter(kept(project).of(VERIFICATION)), None)


def _report(project: Project) -> str:
    """The digest of the report that stands."""
    found = _run(project)
    if found is None:
        raise UsageError("there is no verification report yet", hint="run the criteria: `interlock verify`")
    if found.void:
        raise UsageError(
            f"the verification report does not count any more: {'; '.join(found.void)}",
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
    able = " or ".join(f"{one.name} ({one.role})" for one in users) + " can"
    person = named_or_none(document, by)
    if person is None:
        raise UsageError(f"the document names nobody who is called `{by}` or has that role", hint=able)
    found = next((one for one in users if one.name == person.name), None)
    if found is None:
        raise UsageError(f"{person.name} is {person.role or 'nobody with a role'}, and cannot accept it", hint=able)
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
        raise UsageError("no reason is given", hint='say why with --reason "WHY"')
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
