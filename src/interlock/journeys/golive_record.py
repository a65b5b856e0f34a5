"""Keeps the record of a go-live beside the document: as evidence, and as a page that people read."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from interlock.adapters import files
from interlock.journeys.evidence import digests_now, evidence, keep, kept
from interlock.journeys.gating import all_digests
from interlock.journeys.ledgers import is_there, open_ledger
from interlock.journeys.living import live_state
from interlock.journeys.project import Project
from interlock.journeys.signatures import signatures
from interlock.model.clock import Clock
from interlock.model.environment import Environment
from interlock.model.golive import GoLive, Standing, told
from interlock.model.value import JSON
from interlock.render import golive_page

KIND = "go-live"
_OVER = (Standing.LIVE, Standing.ROLLING_BACK, Standing.ROLLED_BACK)


def write_record(project: Project, environment: Environment, run: GoLive, *, clock: Clock) -> Path:
    """Write the record of a go-live in `evidence/`, in place of the one before; the page that people read.

    Raises:
        InterlockError: it cannot be written.
    """
    details: dict[str, JSON] = {
        **told(run),
        "signatures": _signatures(project),
        "verdicts": _verdicts(project),
    }
    made = evidence(
        project,
        KIND,
        verdict=run.standing.value,
        details=details,
        environment=environment.name,
        about=str(run.number),
        by=run.by,
        clock=clock,
    )
    path = keep(project, made)
    page = path.with_suffix(".md")
    names = {row.side: row.name for row in project.document.systems}
    text = golive_page(details, title=project.document.title.text, environment=environment.name, systems=names)
    files.write(page, text.encode(), what="record of the go-live")
    return page


def late_record(project: Project, environment: Environment, *, clock: Clock) -> Path | None:
    """The page of the last go-live, where it was over and whoever carried it out ended before the record was written.

    None where its record is there, or the document is no more what went live.

    Raises:
        InterlockError: it cannot be written.
    """
    if not is_there(project, environment):
        return None
    with closing(open_ledger(project, environment)) as ledger:
        run = live_state(ledger).last
    if run is None or run.standing not in _OVER:
        return None
    there = kept(project).of(KIND, environment.name, about=str(run.number))
    if any(one.evidence.verdict == run.standing.value for one in there):
        return None
    if dict(digests_now(project)) != dict(run.digests):
        return None
    return write_record(project, environment, run, clock=clock)


def _signatures(project: Project) -> list[JSON]:
    return [
        {
            "layer": str(one.layer),
            "party": one.party,
            "name": one.name,
            "grade": one.grade.value,
            "version": one.version,
            "digest": one.digest,
            "when": None if one.when is None else one.when.isoformat(),
            "holds": one.holds,
            "file": one.file,
        }
        for one in signatures(project).signatures
    ]


def _verdicts(project: Project) -> list[JSON]:
    """What was proved of the document, each with where it is kept and whether it still counts."""
    return [
        {
            "kind": one.evidence.kind,
            "environment": one.evidence.environment,
            "about": one.evidence.about,
            "verdict": one.evidence.verdict,
            "by": one.evidence.by,
            "made_at": one.evidence.made_at.isoformat(),
            "holds": one.holds,
            "file": one.file,
        }
        for one in kept(project, all_digests(project)).pieces
        if one.evidence.kind != KIND
    ]
