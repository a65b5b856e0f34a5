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
    """Take back the value that entry NUMBER of the history tells of.

    The earlier value goes to the system it was written over in, as an ordinary write that is noted before it is sent
    and stands in the history; from there it flows like any edit. Refused where the field was changed since, and where
    the value comes from the other system alone: it would be written over again.

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
