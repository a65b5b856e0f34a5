"""Put back what a go-live wrote, from the history: shown first, done after a yes.

An item is put back only where it is just as it was written: what was created is deleted (or archived, where the system
has no deletes), what was written over is written again just as it stood there, what was deleted or archived is
restored where the system can, and links are taken out. What was changed since, or is referred to by something that
stays, is listed with the reason and left; nothing is forced. With --wave only that wave of the last go-live.

Afterwards nothing flows until `interlock golive` is called again, which begins as if it were the first time.

Exit codes: 0 put back, or nothing to put back; 1 something stays, or nobody agreed; 2 could not run.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from interlock.cli import options
from interlock.cli.asking import agreed
from interlock.cli.console import colour, out, say, width
from interlock.journeys.project import load
from interlock.journeys.rolling_back import rollback
from interlock.render import rollback_text


@click.command(help=__doc__)
@options.document
@options.env
@click.option("--wave", type=click.IntRange(min=1), metavar="N", help="Only this wave of the last go-live.")
@options.by
@options.yes
@click.option("--dry-run", is_flag=True, help="Only show what would be put back.")
@click.option("--all", "every", is_flag=True, help="Show every item, not only the first of each kind.")
@options.quiet
def command(
    document: Path,
    *,
    environment: str | None,
    wave: int | None,
    by: str | None,
    yes: bool,
    dry_run: bool,
    every: bool,
    quiet: bool,
) -> int:
    """Roll back a go-live."""
    project = load(document)
    names = {row.side: row.name for row in project.document.systems}
    told = partial(say, quiet=quiet)
    done = rollback(project, env=environment, wave=wave, by=by, said=told)
    stays = [(one.record, names[one.side], one.item_id, one.why) for one in done.stays]
    shown = rollback_text(
        done.lines, stays, already=done.already, names=names, every=every, color=colour(), width=width()
    )
    out(shown)
    if dry_run:
        return 1 if stays else 0
    if not agreed("put this back?", yes=yes):
        say("nothing was done", quiet=quiet)
        return 1
    done = rollback(project, env=environment, wave=wave, by=by, apply=True, said=told)
    for one in done.stays:
        say(f"left as it is: {one.record} {one.item_id} in {names[one.side]}: {one.why}", quiet=quiet)
    out(f"put back: {len(done.lines):,} items; the history has each, and the record is {done.record}")
    return 1 if done.stays else 0
