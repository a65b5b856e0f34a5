"""Runs the acceptance criteria of a document on sandboxes made from both descriptions."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterator

from interlock.catalogue import did_you_mean
from interlock.errors import InputError, UsageError
from interlock.journeys.connect import demand_sound
from interlock.journeys.project import Project
from interlock.model.value import Side
from interlock.model.verdict import Verdict
from interlock.verify import verify as judge_each


def verify(project: Project, *, only: Collection[str] = (), seed: int = 0) -> Iterator[Verdict]:
    """The verdict on each criterion, as soon as it is there, in the order of the document.

    Args:
        project: a loaded project without errors.
        only: names of criteria, stories or records; all unless given.
        seed: another one gives other made-up items; the same one gives the same verdicts.

    Raises:
        InputError: the document or a description has errors.
        UsageError: `only` names something that the document does not have.
    """
    demand_sound(project)
    if set(project.profiles) != set(Side):
        raise InputError(
            "both API descriptions are needed to verify", hint="see what is missing with `interlock check`"
        )
    if not project.document.criteria:
        raise InputError(
            f"`{project.document.path}` has no acceptance criteria", hint="write them under `## Acceptance criteria`"
        )
    known = _names(project)
    for name in only:
        if name.casefold() not in {one.casefold() for one in known}:
            raise UsageError(f"there is no criterion, story or record `{name}`", hint=did_you_mean(name, known))
    return judge_each(project.document, project.profiles, only=only, seed=seed, stopwatch=time.perf_counter)


def _names(project: Project) -> list[str]:
    document = project.document
    return [
        *(criterion.name for criterion in document.criteria),
        *(story.name for story in document.stories),
        *(record.name for record in document.records),
    ]
