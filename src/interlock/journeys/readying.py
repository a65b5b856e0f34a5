"""Says of both systems what they can do for a document, what is not known, and whom to ask."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from interlock.catalogue import did_you_mean
from interlock.errors import UsageError
from interlock.journeys.project import Project
from interlock.model.readiness import Readiness
from interlock.model.value import Side
from interlock.readiness import assess


def readiness(project: Project, *, only: Sequence[str] = ()) -> Readiness:
    """The report on both systems; a system of which nothing is known has no score, and the reason stands there.

    Args:
        project: a loaded project; open questions are allowed.
        only: names of systems; both unless given.

    Raises:
        UsageError: the document names no such system.
    """
    names = {row.name.casefold(): row.name for row in project.document.systems}
    for name in only:
        if name.casefold() not in names:
            raise UsageError(f"the document names no system `{name}`", hint=did_you_mean(name, names.values()))
    report = assess(project.document, project.profiles, problems=_problems(project))
    wanted = {name.casefold() for name in only} or set(names)
    return replace(report, systems=tuple(one for one in report.systems if one.system.casefold() in wanted))


def _problems(project: Project) -> dict[Side, str]:
    """Why nothing is known of a side, in the words of its finding."""
    found = {}
    for row in project.document.systems:
        subject = f"{row.name}/description"
        for finding in project.findings:
            if finding.subject == subject:
                found[row.side] = f"{finding.message}; {finding.hint}"
    return found
