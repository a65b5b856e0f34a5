"""The cold read by rules: what would an engineer who was in no meeting have to ask?"""

from __future__ import annotations

from collections.abc import Sequence

from interlock.journeys.project import Project
from interlock.model.checklist import Checklist
from interlock.model.finding import Finding
from interlock.rules import check as apply_rules
from interlock.rules import checklist as listed


def check(project: Project, *, scope_only: bool = False) -> tuple[Finding, ...]:
    """Every problem and open question, sorted by place.

    Args:
        project: a loaded project.
        scope_only: leave out what needs field mappings and API descriptions.
    """
    return apply_rules(project.document, project.findings, project.profiles, scope_only=scope_only)


def checklist(project: Project, findings: Sequence[Finding]) -> Checklist:
    """What these findings leave to be done: five lines, and the records of which one answer settles several."""
    return listed(project.document, findings)
