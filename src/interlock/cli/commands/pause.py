"""Let a record, a system or everything rest for a while.

WHAT is a record of the data map or a system; everything unless named. A run that is under way minds it from its next
pass on. Nothing is lost: what changes meanwhile is taken up when it is resumed.
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import click

from interlock.cli import options
from interlock.cli.console import out
from interlock.journeys.project import load
from interlock.journeys.resting import pause


@click.command(help=__doc__)
@click.argument("what", nargs=-1, metavar="[WHAT]...")
@click.option("--for", "time", type=options.Age(), metavar="TIME", help="Resume by itself after so long, as `2 hours`.")
@click.option("--because", "reason", default="", metavar="TEXT", help="Why, for whoever looks at the status.")
@options.by
@options.where
@options.env
def command(
    what: tuple[str, ...],
    *,
    time: timedelta | None,
    reason: str,
    by: str | None,
    document: Path,
    environment: str | None,
) -> int:
    """Pause."""
    project = load(document)
    for thing, one in pause(project, what, env=environment, by=by, reason=reason, time=time):
        out(f"{thing.name} is paused {one.told()}")
    return 0
