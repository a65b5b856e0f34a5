"""Criteria that a test of the team proves: what it gave is kept as evidence, and is the verdict while that holds."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from interlock.journeys.evidence import evidence, keep, kept, unchanged
from interlock.journeys.named_tests import digest_of
from interlock.journeys.project import Project
from interlock.model.clock import Clock
from interlock.model.evidence import DESCRIPTIONS, SCOPE, SPEC, TESTS
from interlock.model.verdict import Judgement, Verdict, proved_by_test


def keep_outcome(
    project: Project, verdict: Verdict, digests: Mapping[str, str], *, clock: Clock | None = None
) -> Path | None:
    """Keep what the test of a criterion gave; where, or None where nothing is to be kept.

    That is so where the document, a description or the file of the test has changed since the test was loaded, and
    where what is kept holds and says the same: it is not another fact each time that the tests are run.

    Args:
        project: as it was when the test was loaded.
        verdict: on a criterion that names a test.
        digests: of the files of tests, as they were then (`digests_of_tests`).
        clock: tells when; the system's unless given.

    Raises:
        InterlockError: it cannot be written.
    """
    criterion = next(one for one in project.document.criteria if one.name == verdict.criterion)
    if criterion.test is None or project.is_draft:
        return None
    name = digest_of(criterion.test)
    proof = evidence(
        project,
        TESTS,
        about=criterion.name,
        verdict=verdict.judgement.value,
        details={
            "criterion": criterion.name,
            "text": criterion.text,
            "test": criterion.test.name,
            "reason": verdict.reason,
            "seconds": round(verdict.real_s, 3),
        },
        of=(SCOPE, SPEC, DESCRIPTIONS),
        extra={name: digests.get(name, "")},
        clock=clock,
    )
    if not digests.get(name) or not unchanged(project, proof):
        return None
    before = next(iter(kept(project).of(TESTS, about=criterion.name)), None)
    if before is not None and before.holds and before.evidence.verdict == proof.verdict:
        return None
    return keep(project, proof)


def proven(project: Project) -> Mapping[str, Verdict]:
    """The verdict on each criterion of which a test gave one that still holds, by its name."""
    named = {one.name: one for one in project.document.criteria if one.test is not None}
    if not named or project.is_draft:
        return {}
    found: dict[str, Verdict] = {}
    for piece in reversed(kept(project).of(TESTS)):
        criterion = named.get(piece.evidence.about)
        told = piece.evidence.details
        if criterion is None or criterion.test is None or not piece.holds:
            continue
        if told.get("test") != criterion.test.name or digest_of(criterion.test) not in piece.evidence.digests:
            continue
        seconds = told.get("seconds")
        said = f"{told.get('reason', '')} (on {piece.evidence.made_at.date()})"
        try:
            judgement = Judgement(piece.evidence.verdict)
        except ValueError:
            continue  # it was not written by this program
        lasted = float(seconds) if isinstance(seconds, int | float) else 0.0
        found[criterion.name] = proved_by_test(criterion, judgement, said, seconds=lasted)
    return found
