"""`held list` and `held show`."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import click

from interlock import __version__
from interlock.adapters.clocks import SystemClock
from interlock.cli import options
from interlock.cli.commands.held.choosing import choice, filters
from interlock.cli.console import colour, out, width
from interlock.journeys import holding
from interlock.journeys.project import load
from interlock.render import detail_text, held_csv, held_json, held_text


@click.command("list")
@options.document
@options.env
@filters
@options.output("text", "json", "csv")
def listing(
    document: Path,
    *,
    environment: str | None,
    kind: str | None,
    record: str | None,
    assignee: str | None,
    older_than: timedelta | None,
    form: str,
) -> int:
    """List what waits for a decision, oldest first.

    Each with the reason, the values that stand against each other, who looks after it, and what may be decided.

    Exit codes: 0 nothing is held, 1 something is, 2 could not run.
    """
    project = load(document)
    names = {row.side: row.name for row in project.document.systems}
    chosen = choice(kind=kind, record=record, assignee=assignee, older_than=older_than)
    items = holding.held(project, chosen, env=environment)
    if form == "json":
        out(held_json(items, names=names, version=__version__, marks=holding.marks(project, items, env=environment)))
    elif form == "csv":
        out(held_csv(items, names=names))
    else:
        others = 0 if chosen.everything else len(holding.held(project, env=environment)) - len(items)
        out(held_text(items, names=names, at=SystemClock().now(), others=others, color=colour(), width=width()))
    return 1 if items else 0


@click.command("show")
@click.argument("number", type=click.IntRange(min=1))
@options.where
@options.env
def show(number: int, *, document: Path, environment: str | None) -> int:
    """Show one held item with all that helps to decide.

    Both values, what both systems last agreed on, what each decision leads to, and what happened to the item before.
    """
    project = load(document)
    names = {row.side: row.name for row in project.document.systems}
    found = holding.detail(project, number, env=environment)
    mark = holding.marks(project, [found.held], env=environment)[number]
    out(
        detail_text(
            found.held,
            base=found.base,
            history=found.history,
            names=names,
            at=SystemClock().now(),
            mark=mark,
            color=colour(),
            width=width(),
        )
    )
    return 1
