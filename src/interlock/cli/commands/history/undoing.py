"""`history undo`."""

from __future__ import annotations

from pathlib import Path

import click

from interlock.adapters.alerts import ConsoleAlerts
from interlock.cli import options
from interlock.cli.console import colour, out, width
from interlock.journeys.project import load
from interlock.journeys.tracing import undo as taken_back
from interlock.render import changes_text


@click.command("undo")
@click.argument("number", type=click.IntRange(min=1))
@click.option("--apply", is_flag=True, help="Do it; without this, it is only shown what would be done.")
@options.by
@options.where
@options.env
def undo(number: int, *, apply: bool, by: str | None, document: Path, environment: str | None) -> int:
    """Take back what entry NUMBER of the history tells of: a value, a create, a delete or an archiving.

    Each is an ordinary write that is noted before it is sent and stands in the history. An earlier value, also a whole
    list, goes back to the system it was written over in; from there it flows like any edit. What was created is deleted
    (or archived), if it is just as it was written and nothing refers to it; its counterpart stays, and nothing is
    created for it again. What was deleted is restored where the system can, else made again with a new id: as its
    counterpart is now, or as it was last seen. What was archived is taken out of the archive.

    Refused, with the reason, where anything was changed since, and where the document would undo it at once, as a value
    that comes from the other system alone.

    Exit codes: 0 shown, or done; 2 it cannot be taken back.
    """
    project = load(document)
    names = {row.side: row.name for row in project.document.systems}
    lines = taken_back(project, number, env=environment, by=by, apply=apply, alerts=ConsoleAlerts())
    out(changes_text(lines, names=names, color=colour(), width=width()))
    done = (
        "done; the history has it"
        if apply
        else f"nothing was done; do it with: interlock history undo {number} --apply"
    )
    out(done)
    return 0
