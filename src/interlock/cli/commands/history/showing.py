"""`history show`."""

from __future__ import annotations

from pathlib import Path

import click

from interlock import __version__
from interlock.cli import completing, options
from interlock.cli.console import colour, out, width
from interlock.errors import UsageError
from interlock.journeys.holding import known_record
from interlock.journeys.project import load
from interlock.journeys.tracing import Asked, entries, traces
from interlock.render import history_csv, history_json, history_text, trace_text


@click.command("show")
@options.document
@options.env
@click.option("--record", metavar="RECORD", shell_complete=completing.records, help="Only this record of the data map.")
@click.option("--item", "--id", "item", metavar="ID", help="Only the item with this id in either system.")
@click.option("--field", metavar="FIELD", help="Only this field; with --item also why it has its value on both sides.")
@click.option("--lost", is_flag=True, help="Only where a value gave way to another.")
@click.option("--last", type=click.IntRange(min=1), metavar="N", help="Only the newest N entries.")
@options.output("text", "json", "csv")
def show(
    document: Path,
    *,
    environment: str | None,
    record: str | None,
    item: str | None,
    field: str | None,
    lost: bool,
    last: int | None,
    form: str,
) -> int:
    """Show what was written where, when and why, and what gave way.

    With --item (the id that either system gave it) only what happened to that one, with --field only to that field,
    and both together tell first why it has its value, and where earlier ones went. Sensitive values are hidden.
    """
    project = load(document)
    names = {row.side: row.name for row in project.document.systems}
    if item is not None and not item.strip():
        raise UsageError("`--item` is empty", hint="name the id that either system gave it")
    asked = Asked(None if record is None else known_record(project, record), item, field, lost, last)
    found = entries(project, asked, env=environment)
    if form == "json":
        out(history_json(found, names=names, version=__version__))
        return 0
    if form == "csv":
        out(history_csv(found, names=names))
        return 0
    for trace in traces(project, asked, env=environment):
        out(trace_text(trace, names=names, color=colour(), width=width()))
    out(history_text(found, names=names, color=colour(), width=width()))
    return 0
