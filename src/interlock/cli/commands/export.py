"""Give a document away as data: the whole of it for programs, or one table for a spreadsheet.

JSON by the published schema `docs/schemas/document.json`: every part of the document with its place, in the fields of
the library's `Document`. --table NAME writes one table as CSV instead; `interlock import` brings it back. All tables
together are a workbook: `interlock render -o NAME.xlsx`.

Exit codes: 0 written or printed, 2 could not run.
"""

from __future__ import annotations

from pathlib import Path

import click

from interlock.cli import options
from interlock.cli.console import out, say
from interlock.journeys.project import find_document, load
from interlock.journeys.rendering import export, export_table, write_rendering
from interlock.render import visible


@click.command(help=__doc__)
@options.document
@options.output("json")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="The file to write.")
@click.option("--table", metavar="NAME", help="Write this table as CSV (`Data map`, `Field mapping, Order`).")
@options.quiet
def command(
    document: Path,
    *,
    form: str,  # noqa: ARG001 - one form so far
    output: Path | None,
    table: str | None,
    quiet: bool,
) -> int:
    """Export one document."""
    project = load(find_document(document))
    data = export(project) if table is None else export_table(project, table)
    if output is None:
        out(data.decode())
        return 0
    write_rendering(output, data)
    say(f"{visible(str(output))} was written", quiet=quiet)
    return 0
