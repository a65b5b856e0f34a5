"""The cold read by rules: what would an engineer who was in no meeting have to ask?"""

from __future__ import annotations

from collections.abc import Sequence

from interlock.journeys.project import Project
from interlock.journeys.signatures import is_signed, signatures
from interlock.model.agreement import Agreed, Layer
from interlock.model.checklist import Checklist
from interlock.model.finding import Finding
from interlock.rules import ColdRead, Context
from interlock.rules import checklist as listed
from interlock.rules import cold_read as apply_rules


def check(
    project: Project, *, others: Sequence[Project] = (), scope_only: bool = False, signed: bool = True
) -> tuple[Finding, ...]:
    """Every problem and open question, sorted by place.

    Args:
        project: a loaded project.
        others: those of the other documents of its folder, which may share systems with it.
        scope_only: leave out what needs field mappings and API descriptions.
        signed: look at signatures, too, where there are any.

    Raises:
        InterlockError: the folder of signatures cannot be read.
    """
    return cold_read(project, others=others, scope_only=scope_only, signed=signed).findings


def cold_read(
    project: Project, *, others: Sequence[Project] = (), scope_only: bool = False, signed: bool = True
) -> ColdRead:
    """The same, and beside it what the document leaves open on purpose."""
    contexts = [Context(one.document, one.profiles) for one in others]
    agreed = signatures(project) if signed and is_signed(project) else None
    if agreed is not None and scope_only:
        agreed = Agreed(agreed.digests, agreed.of(Layer.SCOPE))
    return apply_rules(
        project.document, project.findings, project.profiles, others=contexts, agreed=agreed, scope_only=scope_only
    )


def checklist(project: Project, findings: Sequence[Finding]) -> Checklist:
    """What these findings leave to be done: five lines, and the records of which one answer settles several."""
    return listed(project.document, findings)
