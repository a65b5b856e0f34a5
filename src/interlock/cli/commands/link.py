"""Say that two items are the same.

LEFT is the id in the first of the document's systems, RIGHT the id in the second. They are linked at once; the next
run brings them in step, and what differs is decided as the document says.
"""

from __future__ import annotations

from pathlib import Path

import click

from interlock.cli import completing, options
from interlock.cli.console import out
from interlock.journeys.linking import link
from interlock.journeys.project import load


@click.command(help=__doc__)
@click.argument("record", shell_complete=completing.records)
@click.argument("left")
@click.argument("right")
@options.by
@options.where
@options.env
def command(record: str, left: str, right: str, *, by: str | None, document: Path, environment: str | None) -> int:
    """Link two items."""
    project = load(document)
    made = link(project, record, left, right, env=environment, by=by)
    both = " and ".join(f"{made.id_on(row.side)} in {row.name}" for row in project.document.systems)
    out(f"{made.record} {both} are linked; the next run brings them in step")
    return 0
