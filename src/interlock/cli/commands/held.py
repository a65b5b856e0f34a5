"""List what is set aside and waits for a decision.

Each with the reason, and since when.

Exit codes: 0 nothing is held, 1 something is, 2 could not run.
"""

from __future__ import annotations

from pathlib import Path

import click

from interlock import __version__
from interlock.cli import options
from interlock.cli.console import colour, out, width
from interlock.journeys.looking import held
from interlock.journeys.project import load
from interlock.render import held_json, held_text


@click.command(help=__doc__)
@options.document
@options.env
@click.option("--record", metavar="RECORD", help="Only this record of the data map.")
@options.output("text", "json")
def command(document: Path, *, environment: str | None, record: str | None, form: str) -> int:
    """List what is held in one environment."""
    project = load(document)
    items = held(project, env=environment, record=record)
    names = {row.side: row.name for row in project.document.systems}
    if form == "json":
        out(held_json(items, names=names, version=__version__))
    else:
        out(held_text(items, names=names, color=colour(), width=width()))
    return 1 if items else 0
