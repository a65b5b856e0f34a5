"""Go on with what was paused.

WHAT is a record of the data map or a system; everything that is paused unless named. The next pass takes up what has
waited.
"""

from __future__ import annotations

from pathlib import Path

import click

from interlock.cli import options
from interlock.cli.console import out
from interlock.journeys.project import load
from interlock.journeys.resting import everything, resume


@click.command(help=__doc__)
@click.argument("what", nargs=-1, metavar="[WHAT]...")
@options.by
@options.where
@options.env
def command(what: tuple[str, ...], *, by: str | None, document: Path, environment: str | None) -> int:
    """Resume."""
    project = load(document)
    ended = resume(project, what, env=environment, by=by)
    still = everything(project, env=environment) if what else None
    if still is not None:
        out(f"everything is still paused {still.told()}; `interlock resume` without a name ends that")
        return 0
    for thing in ended:
        out(f"{thing.name} goes on with the next pass")
    if not ended:
        out("nothing of that was paused" if what else "nothing was paused")
    return 0
