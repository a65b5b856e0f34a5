"""Bring tables back that were edited in a spreadsheet or a word processor.

FILE is a workbook (.xlsx), a DOCX file or a CSV file, as `interlock render -o` and `interlock export --table` write
them, or made by hand: a table is known by its name (the sheet's, the file's), a column by its heading, in any order.
What would change is shown, with what `check` would then ask that it does not ask now; --write changes the document.
What did not change keeps every byte. Cells that hold a formula are refused, and then nothing is written.

Exit codes: 0 nothing would change or it was written, 1 something would change or was refused, 2 could not run.
"""

from __future__ import annotations

from pathlib import Path

import click

from interlock import __version__
from interlock.cli import options
from interlock.cli.console import colour, out, say, width
from interlock.journeys.importing import import_tables
from interlock.render import import_json, import_text, visible


@click.command(help=__doc__)
@click.argument("files", metavar="FILE...", type=click.Path(path_type=Path), nargs=-1, required=True)
@options.where
@click.option("--table", default="", metavar="NAME", help="The table that a CSV file is, where its name does not tell.")
@click.option("--write", is_flag=True, help="Change the document.")
@options.output("text", "json")
@options.quiet
def command(files: tuple[Path, ...], *, document: Path, table: str, write: bool, form: str, quiet: bool) -> int:
    """Import tables."""
    found = import_tables(document, files, table=table, write=write)
    if form == "json":
        out(import_json(found.changes, found.left_out, found.new_findings, written=found.written, version=__version__))
    else:
        out(
            import_text(
                found.changes, found.left_out, found.difference, found.new_findings, color=colour(), width=width()
            )
        )
        if found.written:
            say(f"{visible(str(found.document))} was changed", quiet=quiet)
        elif found.changes:
            why = "something was refused" if write else "give --write to change the document"
            say(f"nothing was written: {why}", quiet=quiet)
    return int(bool(found.left_out) or (bool(found.changes) and not found.written))
