"""Runs the acceptance criteria of a document on sandboxes made from both descriptions, and keeps what came of it."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from interlock.adapters.processes import side_by_side
from interlock.catalogue import did_you_mean
from interlock.errors import InputError, UsageError
from interlock.journeys.connect import demand_sound
from interlock.journeys.evidence import evidence, keep, unchanged
from interlock.journeys.named_tests import digests_of_tests
from interlock.journeys.project import Project
from interlock.journeys.proving import proven
from interlock.model.clock import Clock
from interlock.model.evidence import Evidence
from interlock.model.value import JSON, Side
from interlock.model.verdict import Judgement, Verdict
from interlock.verify import chosen
from interlock.verify import verify as judge_each

KIND = "verification"


def verify(
    project: Project, *, only: Collection[str] = (), seed: int = 0, repeat: int = 1, jobs: int = 1
) -> Iterator[Verdict]:
    """The verdict on each criterion, as soon as it is there, in the order of the document.

    Args:
        project: a loaded project without errors.
        only: names of criteria, stories or records; all unless given.
        seed: another one gives other made-up items; the same one gives the same verdicts.
        repeat: play each criterion with so many seeds, from `seed` on; its verdict is the worst of them.
        jobs: how many processes play criteria side by side.

    Raises:
        InputError: the document or a description has errors.
        UsageError: `only` names something that the document does not have, or that no criterion speaks of.
    """
    demand_criteria(project, only)
    return _played(project, only, seed, repeat, jobs)


def demand_criteria(project: Project, only: Collection[str] = ()) -> None:
    """See that there is something to verify, and everything that it needs.

    Raises:
        InputError: the document or a description has errors, or there are no criteria.
        UsageError: `only` names something that the document does not have, or that no criterion speaks of.
    """
    demand_described(project)
    if not project.document.criteria:
        raise InputError(
            f"`{project.document.path}` has no acceptance criteria", hint="write them under `## Acceptance criteria`"
        )
    known = _names(project)
    for name in only:
        if name.casefold() not in {one.casefold() for one in known}:
            raise UsageError(f"there is no criterion, story or record `{name}`", hint=did_you_mean(name, known))
        if not chosen(project.document, [name]):
            raise UsageError(
                f"no criterion speaks of `{name}`", hint="write one under `## Acceptance criteria`, or leave it out"
            )


def demand_described(project: Project) -> None:
    """See that there is everything that a bench is made of.

    Raises:
        InputError: the document or a description has errors, or a description is missing.
    """
    demand_sound(project)
    if set(project.profiles) != set(Side):
        raise InputError(
            "both API descriptions are needed to verify", hint="see what is missing with `interlock check`"
        )


def _played(project: Project, only: Collection[str], seed: int, repeat: int, jobs: int) -> Iterator[Verdict]:
    known = proven(project)
    with side_by_side(jobs) as each:
        for verdict in judge_each(
            project.document,
            project.profiles,
            only=only,
            seed=seed,
            repeat=repeat,
            each=each,
            stopwatch=time.perf_counter,
        ):
            yield known.get(verdict.criterion, verdict)


def keep_verdicts(
    project: Project, verdicts: Sequence[Verdict], *, environment: str | None = None, clock: Clock | None = None
) -> Path | None:
    """Keep the verdicts on all criteria as evidence; where, or None: the document was changed in the meantime.

    Raises:
        UsageError: it is another version of a document, or these are not all criteria.
        InterlockError: it cannot be written.
    """
    if project.is_draft:
        raise UsageError("nothing is kept of a version of the document that is not the project's own")
    if {one.criterion for one in verdicts} != {one.name for one in project.document.criteria}:
        raise UsageError("evidence is kept of all criteria together", hint="verify without choosing some of them")
    if any(one.test and environment is None and _otherwise(project, one) for one in verdicts):
        return None
    proof = evidence_of(project, verdicts, environment=environment, clock=clock)
    return keep(project, proof) if unchanged(project, proof) else None


def evidence_of(
    project: Project, verdicts: Sequence[Verdict], *, environment: str | None = None, clock: Clock | None = None
) -> Evidence:
    """What the verdicts prove of the document as it was loaded.

    Real seconds are left out: they are others each time, and a new verification that shows the same should show it.
    """
    worst = min((one.judgement for one in verdicts), key=_WORST_FIRST.index, default=Judgement.CANNOT_TELL)
    tally = Counter(one.judgement for one in verdicts)
    details: dict[str, JSON] = {
        "counts": {one.value: tally[one] for one in Judgement},
        "criteria": [_detail(one) for one in verdicts],
    }
    tests = {} if environment else digests_of_tests(project.document, project.folder)
    return evidence(
        project, KIND, verdict=worst.value, details=details, environment=environment, extra=tests, clock=clock
    )


def _otherwise(project: Project, verdict: Verdict) -> bool:
    """Whether the test of a criterion has come to say something else since the verdict was given."""
    now = proven(project).get(verdict.criterion)
    return (Judgement.CANNOT_TELL if now is None else now.judgement) is not verdict.judgement


_WORST_FIRST = (Judgement.NOT_MET, Judgement.CANNOT_TELL, Judgement.MET)


def _detail(one: Verdict) -> JSON:
    return {
        "criterion": one.criterion,
        "text": one.text,
        "judgement": one.judgement.value,
        "reason": one.reason,
        "failed_at": one.failed_at.isoformat() if one.failed_at else None,
        "virtual_s": one.virtual_s,
        "seed": one.seed,
        "seeds": [{"seed": seed, "judgement": judgement.value} for seed, judgement in one.seeds],
        "timeline": [
            {"at": seen.at.isoformat(), "where": seen.where, "what": seen.what, "kind": seen.kind.value}
            for seen in one.timeline
        ],
    }


def _names(project: Project) -> list[str]:
    document = project.document
    return [
        *(criterion.name for criterion in document.criteria),
        *(story.name for story in document.stories),
        *(record.name for record in document.records),
    ]
