"""Show how the integration stands, and what needs a person.

Of each system, when it last answered and whether it is in use; of each record, how many items there are, how many are
linked, held or not settled, and when changes were last looked for; of each direction, how long changes took from the
system they were made in to the other, against what the acceptance criteria promise. What arrived late because a system
did not answer, was paused, or a person had to decide, is excused.

A folder with several documents is told of whole, one document after the other.

Exit codes: 0 nothing needs a person, 1 something does, 2 could not run.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from interlock import __version__
from interlock.cli import options
from interlock.cli.console import colour, out, width
from interlock.journeys.looking import NothingYet
from interlock.journeys.project import Project, load_all
from interlock.journeys.standing import status
from interlock.model.status import Status
from interlock.model.value import Side
from interlock.render import needs, status_json, status_text, statuses_json
from interlock.render.plain import paint, visible


@click.command(help=__doc__)
@options.document
@options.env
@click.option(
    "--days", type=click.IntRange(1, 31), default=7, show_default=True, metavar="N", help="Count changes of N days."
)
@options.output("text", "json")
def command(document: Path, *, environment: str | None, days: int, form: str) -> int:
    """Show the status of one environment, of one document or of all."""
    projects = load_all(document)
    if len(projects) > 1:
        return _of_all(projects, environment, days, form)
    standing, names = _standing(projects[0], environment, days)
    if form == "json":
        out(status_json(standing, names=names, version=__version__))
    else:
        out(status_text(standing, names=names, color=colour(), width=width()))
    return 1 if needs(standing, names) else 0


def _of_all(projects: Sequence[Project], environment: str | None, days: int, form: str) -> int:
    found: dict[str, tuple[Status, dict[Side, str]] | str] = {}
    for project in projects:
        try:
            found[project.document.path] = _standing(project, environment, days)
        except NothingYet as problem:
            found[project.document.path] = problem.message
    if form == "json":
        out(statuses_json(found, version=__version__))
    else:
        blocks = []
        for file, one in found.items():
            head = paint(visible(file), "strong", color=colour())
            text = one if isinstance(one, str) else status_text(one[0], names=one[1], color=colour(), width=width())
            blocks.append(f"{head}\n{text.rstrip()}")
        out("\n\n".join(blocks))
    return 1 if any(needs(*one) for one in found.values() if not isinstance(one, str)) else 0


def _standing(project: Project, environment: str | None, days: int) -> tuple[Status, dict[Side, str]]:
    standing = status(project, env=environment, days=days)
    return standing, {row.side: row.name for row in project.document.systems}
