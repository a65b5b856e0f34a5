"""Show how the integration stands, and what needs a person.

Of each system, when it last answered and whether it is in use; of each record, how many items there are, how many are
linked, held or not settled, and when changes were last looked for; of each direction, how long changes took from the
system they were made in to the other, against what the acceptance criteria promise. What arrived late because a system
did not answer, was paused, or a person had to decide, is excused.

Exit codes: 0 nothing needs a person, 1 something does, 2 could not run.
"""

from __future__ import annotations

from pathlib import Path

import click

from interlock import __version__
from interlock.cli import options
from interlock.cli.console import colour, out, width
from interlock.journeys.project import load
from interlock.journeys.standing import status
from interlock.render import needs, status_json, status_text


@click.command(help=__doc__)
@options.document
@options.env
@click.option(
    "--days", type=click.IntRange(1, 31), default=7, show_default=True, metavar="N", help="Count changes of N days."
)
@options.output("text", "json")
def command(document: Path, *, environment: str | None, days: int, form: str) -> int:
    """Show the status of one environment."""
    project = load(document)
    standing = status(project, env=environment, days=days)
    names = {row.side: row.name for row in project.document.systems}
    if form == "json":
        out(status_json(standing, names=names, version=__version__))
    else:
        out(status_text(standing, names=names, color=colour(), width=width()))
    return 1 if needs(standing, names) else 0
