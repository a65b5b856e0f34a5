"""Give a document away as data, for programs.

JSON by the published schema `docs/schemas/document.json`: every part of the document with its place, in the fields of
the library's `Document`.

Exit codes: 0 written or printed, 2 could not run.
"""

from __future__ import annotations

from pathlib import Path

import click

from interlock.cli import options
from interlock.cli.console import out, say
from interlock.journeys.project import find_document, load
from interlock.journeys.rendering import export, write_rendering
from interlock.render import visible


@click.command(help=__doc__)
@options.document
@options.output("json")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="The file to write.")
@options.quiet
def command(document: Path, *, form: str, output: Path | None, quiet: bool) -> int:  # noqa: ARG001 - one form so far
    """Export one document."""
    data = export(load(find_document(document)))
    if output is None:
        out(data.decode())
        return 0
    write_rendering(output, data)
    say(f"{visible(str(output))} was written", quiet=quiet)
    return 0
