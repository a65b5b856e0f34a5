"""What a document may take, drawn from its own counts and, where there is one, a team's history."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from interlock import estimation
from interlock.adapters import files
from interlock.adapters.clocks import SystemClock
from interlock.errors import UsageError
from interlock.journeys.check import check
from interlock.journeys.project import Project, beside, load
from interlock.model.clock import Clock
from interlock.model.estimate import Estimate

ROUNDS = 2000
_MOST_ROUNDS = 100_000
_LARGEST = 5_000_000


def estimate(
    project: Project,
    *,
    without: Sequence[str] = (),
    weights: Path | None = None,
    actuals: Path | None = None,
    start: date | None = None,
    seed: int = 0,
    rounds: int = ROUNDS,
    clock: Clock | None = None,
) -> Estimate:
    """Effort and calendar of an integration as ranges, by phase and role, with what they come from.

    Args:
        project: a loaded project; open questions are allowed, and widen the ranges.
        without: what to leave out of the scope: records, `RECORD/way back`, fields, stories, criteria.
        weights: a file of weights; what it leaves out, the default weights say.
        actuals: a table of the team's own finished integrations, which calibrates the weights.
        start: the first day of work; today unless given.
        seed: the same seed gives the same figures.
        rounds: how many outcomes are drawn.
        clock: says which day is today.

    Raises:
        UsageError: a file is not there, or something to leave out is not in the document.
        InputError: weights or history hold what they cannot.
    """
    if not 100 <= rounds <= _MOST_ROUNDS:
        raise UsageError(f"{rounds:,} rounds: from 100 to {_MOST_ROUNDS:,} can be drawn")
    used = _weights(weights)
    deck = estimation.Deck(used, lambda name: random.Random(f"{seed}/{name}"), rounds)  # noqa: S311 - a simulation
    known = None
    if actuals is not None:
        known = estimation.calibrate(_finished(actuals), deck)
    first = start or (clock or SystemClock()).now().date()
    return estimation.estimator(deck, seed=seed, start=first, calibration=known).estimate(
        facts_of(project), leave_out=without
    )


def facts_of(project: Project) -> estimation.Facts:
    """What the drivers count in: the document, what was learned, and what is still asked."""
    return estimation.Facts(
        project.document, project.profiles, check(project, others=beside(project, readable_only=True))
    )


def history_cells(project: Project) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The headings of a table of finished integrations, and the row of this one; what it took is left empty."""
    places = estimation.counted(facts_of(project))
    told = {"integration": project.document.title.text or project.document.path}
    told |= {name: str(len(found)) for name, found in places.items()}
    heads = estimation.columns()
    return heads, tuple(told.get(head, "") for head in heads)


def _weights(path: Path | None) -> estimation.Weights:
    if path is None:
        return estimation.default_weights()
    return estimation.parse(files.read(path, what="file of weights", largest=_LARGEST), file=str(path))


def _finished(path: Path) -> list[estimation.Finished]:
    """The finished integrations of a table; what a row does not count is counted in the document that it names.

    Documents lie where the table lies or below; the table may be somebody else's.
    """
    rows = estimation.read_history(
        files.read(path, what="table of finished integrations", largest=_LARGEST), file=str(path)
    )
    found = []
    for row in rows:
        counts = dict(row.finished.counts)
        if row.document:
            told = estimation.counted(facts_of(load(_inside(path.parent, row.document, row.line))))
            counts = {name: len(places) for name, places in told.items()} | counts
        found.append(replace(row.finished, counts=counts))
    return found


def _inside(folder: Path, document: str, line: int) -> Path:
    wanted = (folder / document).resolve()
    if not wanted.is_relative_to(folder.resolve()):
        raise UsageError(
            f"line {line}: `{document}` lies outside the folder of the table", hint="move it below that folder"
        )
    return wanted
