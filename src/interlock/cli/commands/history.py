"""Show what was written where, when and why, and what gave way.

With --item (the id that either system gave it) only what happened to that one.
"""

from __future__ import annotations

from pathlib import Path

import click

from interlock import __version__
from interlock.cli import options
from interlock.cli.console import colour, out, width
from interlock.journeys.looking import history
from interlock.journeys.project import load
from interlock.render import history_json, history_text


@click.command(help=__doc__)
@options.document
@options.env
@click.option("--record", metavar="RECORD", help="Only this record of the data map.")
@click.option("--item", metavar="ID", help="Only the item with this id in either system.")
@click.option("--last", type=click.IntRange(min=1), metavar="N", help="Only the newest N entries.")
@options.output("text", "json")
def command(
    document: Path, *, environment: str | None, record: str | None, item: str | None, last: int | None, form: str
) -> int:
    """Show the history of one environment."""
    project = load(document)
    entries = history(project, env=environment, record=record, item_id=item, most=last)
    names = {row.side: row.name for row in project.document.systems}
    if form == "json":
        out(history_json(entries, names=names, version=__version__))
    else:
        out(history_text(entries, names=names, color=colour(), width=width()))
    return 0
