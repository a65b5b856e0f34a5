"""How a project stands as a whole: its gates, and what runs in an environment."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from interlock.adapters.clocks import SystemClock
from interlock.journeys.evidence import kept
from interlock.journeys.gating import gates
from interlock.journeys.looking import Missing, NothingYet
from interlock.journeys.project import NoSettings, Project
from interlock.journeys.reading import readable
from interlock.journeys.standing import status
from interlock.model.clock import Clock
from interlock.model.standing import ProjectStatus
from interlock.model.targets import target_of


def standing_of(
    project: Project, *, env: str | None = None, days: int = 7, clock: Clock | None = None
) -> ProjectStatus:
    """The phases of a project with their gates, and how what runs stands.

    Args:
        project: a loaded project.
        env: the environment; the only one unless named.
        days: over how many days the times of changes are counted.
        clock: tells what time it is.

    Raises:
        UsageError: several environments and none was named, or no such one.
        InterlockError: settings, evidence, signatures or the ledger cannot be read.
    """
    watch = clock or SystemClock()
    now: datetime = watch.now()
    document = project.document
    running, idle, name, production = None, "", env or "", False
    try:
        environment = project.environment(env)
        name, production = environment.name, environment.kind == "production"
        running = status(project, env=name, at=now, days=days)
    except Missing as problem:
        idle = f"{problem.message}; {problem.hint}"
    except (NothingYet, NoSettings) as problem:
        idle = problem.message
    target = target_of(document)
    return ProjectStatus(
        file=document.path,
        title=document.title.text,
        version=document.version.text,
        environment=name,
        at=now,
        names={row.side: row.name for row in document.systems},
        between=" and ".join(f"{row.company} ({row.name})" if row.company else row.name for row in document.systems),
        phases=gates(project, env, clock=watch),
        running=running,
        idle=idle,
        is_production=production,
        unreadable=() if project.is_draft else _unreadable(project),
        target="" if target is None else f"{target.what} {target.day}",
    )


def _unreadable(project: Project) -> tuple[str, ...]:
    """What is wrong with evidence that proves nothing."""
    _, reads = readable(Path(project.document.path))
    return (*(one.message for one in kept(project).findings), *reads)
