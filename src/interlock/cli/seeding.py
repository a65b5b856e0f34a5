"""Write a small set into a vendor's own sandbox, and take it away again.

A few items of each record of the data map, edge cases among them: longest and empty texts, many scripts, a leap day,
the smallest and largest numbers. Each carries the mark `ilseed`, and is noted in `.interlock/seeds` before it is sent,
so that also a program that is killed leaves a list. --remove takes away what is in the list and still carries its mark,
and nothing else. It is refused where the environment is not marked as a sandbox.

Exit codes: 0 done, 1 something was left behind or nothing could be made, 2 could not run.
"""

from __future__ import annotations

from pathlib import Path

import click

from interlock.cli import completing, options
from interlock.cli.console import out, say, width
from interlock.journeys.project import load
from interlock.journeys.seeding import Bed, beds, remove, sow
from interlock.probing.seeding import Sown
from interlock.render.fitted import fitted
from interlock.render.plain import counted, visible


@click.command("seed", help=__doc__)
@click.argument("systems", nargs=-1, metavar="[NAME]...", shell_complete=completing.systems)
@click.option("--document", type=click.Path(path_type=Path), default=Path(), help="The document, or its folder.")
@options.env
@options.records
@click.option("--remove", "away", is_flag=True, help="Take away what was written.")
@options.quiet
def seed(
    systems: tuple[str, ...], *, document: Path, environment: str | None, records: tuple[str, ...], away: bool,
    quiet: bool,
) -> int:  # fmt: skip
    """Seed, or take away."""
    project = load(document)
    found = beds(project, env=environment, systems=systems, records=records)
    codes = [_removed(bed) if away else _sown(bed, quiet=quiet) for bed in found]
    return max(codes, default=0)


def _sown(bed: Bed, *, quiet: bool) -> int:
    name = visible(bed.way.name)
    say(f"seeding {name} at {bed.way.connection.address} (environment {bed.way.environment.name})", quiet=quiet)
    try:
        sown = sow(bed, told=lambda one: say(f"{one.record}: {one.case}", quiet=quiet))
    finally:
        if there := bed.journal.left():
            again = f"interlock sandbox seed {name} --env {bed.way.environment.name} --remove"
            say(f"{counted(len(there), 'item')} of {name} in the list; `{again}` takes them away")
    rows = [[one.record, one.case, _came(one)] for one in sown]
    out(name)
    for row in fitted(rows, width=width(), indent="  "):
        out("\n".join(row))
    return 0 if any(one.id for one in sown) else 1


def _came(one: Sown) -> str:
    return f"made, {one.id}" if one.id else one.said


def _removed(bed: Bed) -> int:
    before = len(bed.journal.left())
    left = remove(bed)
    name = visible(bed.way.name)
    out(f"{name}: {counted(before - len(left), 'item')} taken away" + (f", {len(left)} left" if left else ""))
    for made, why in left:
        out(visible(f"  {made.record} {made.id or f'with the mark {made.tag}'}: {why}"))
    return 1 if left else 0
