"""Say that two items are not the same.

ID is the id of either of them. Both stay as they are; nothing flows between them any more, neither is created again
in the other system, and no run links them again.

Exit codes: 0 done, 1 nothing was done, 2 could not run.
"""

from __future__ import annotations

from pathlib import Path

import click

from interlock.cli import completing, options
from interlock.cli.asking import agreed
from interlock.cli.console import out, say
from interlock.journeys.linking import unlink
from interlock.journeys.project import load


@click.command(help=__doc__)
@click.argument("record", shell_complete=completing.records)
@click.argument("item", metavar="ID")
@click.option("--of", "system", metavar="SYSTEM", help="In which system the id is; needed only where both have it.")
@options.by
@options.yes
@options.where
@options.env
def command(
    record: str,
    item: str,
    *,
    system: str | None,
    by: str | None,
    yes: bool,
    document: Path,
    environment: str | None,
) -> int:
    """Unlink two items."""
    project = load(document)
    if not agreed(f"part {record} {item} from its counterpart for good?", yes=yes):
        say("nothing was done")
        return 1
    link = unlink(project, record, item, system=system, env=environment, by=by)
    both = " and ".join(f"{link.id_on(row.side)} in {row.name}" for row in project.document.systems)
    out(f"{link.record} {both} are no longer linked, and stay so")
    return 0
