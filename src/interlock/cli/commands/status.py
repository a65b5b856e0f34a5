"""Show how far each record is.

How many items there are on each side, how many are linked, held or not settled yet, and when changes were last looked
for.
"""

from __future__ import annotations

from pathlib import Path

import click

from interlock import __version__
from interlock.cli import options
from interlock.cli.console import colour, out, width
from interlock.journeys.looking import status
from interlock.journeys.project import load
from interlock.render import status_json, status_text


@click.command(help=__doc__)
@options.document
@options.env
@options.output("text", "json")
def command(document: Path, *, environment: str | None, form: str) -> int:
    """Show the status of one environment."""
    project = load(document)
    standing = status(project, env=environment)
    names = {row.side: row.name for row in project.document.systems}
    if form == "json":
        out(status_json(standing, names=names, version=__version__))
    else:
        out(status_text(standing, names=names, color=colour(), width=width()))
    return 0
