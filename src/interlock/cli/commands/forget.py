"""Remove what is kept of one item, such as a person's data.

RECORD and ID name it, in either system; its counterpart is meant with it. Removed are the values as seen, those that
were last agreed, in settled writes, in the history, and what is held of it. That the two belong together stays, so
that nothing is made twice, and so do the lines of the history, without what they told: its chain still holds.

Neither system is touched. An item that still exists in one of them is taken in anew when that is next read as a whole,
and what changes of it waits until then: delete it there first. What other items say of it, such as an order with a
name in it, is kept with those. Copies of the ledger that were made before still hold it.

Exit codes: 0 done, 1 nothing was done, 2 could not run.
"""

from __future__ import annotations

from pathlib import Path

import click

from interlock.cli import completing, options
from interlock.cli.asking import agreed
from interlock.cli.console import out, say
from interlock.journeys.holding import known_record
from interlock.journeys.keeping import forget
from interlock.journeys.project import load


@click.command(help=__doc__)
@click.argument("record", shell_complete=completing.records)
@click.argument("item_id", metavar="ID")
@click.option(
    "--system",
    metavar="SYSTEM",
    shell_complete=completing.systems,
    help="Whose id it is, where both systems have one of it.",
)
@options.yes
@options.where
@options.env
def command(
    record: str, item_id: str, *, system: str | None, yes: bool, document: Path, environment: str | None
) -> int:
    """Forget an item."""
    project = load(document)
    record = known_record(project, record)
    if not agreed(f"remove what is kept of {record} `{item_id}`, for good?", yes=yes):
        say("nothing was done")
        return 1
    removed = forget(project, record, item_id, system=system, env=environment)
    out(f"removed {removed}")
    say(
        "if it still exists in one of the systems, it is taken in anew when that is next read as a whole, and waits "
        f"until then; `interlock run --item {item_id}` looks at it now"
    )
    return 0
