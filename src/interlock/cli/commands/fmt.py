"""Align the tables of documents and write their arrows.

Changes nothing else. Of a folder with several documents, all are formatted.

Exit codes: 0 in form or formatted, 1 with --check where something would change, 2 could not run.
"""

from __future__ import annotations

from pathlib import Path

import click

from interlock.cli import options
from interlock.cli.console import say
from interlock.journeys.formatting import fmt
from interlock.journeys.project import all_documents
from interlock.render import visible


@click.command(help=__doc__)
@options.documents
@click.option("--check", "only_check", is_flag=True, help="Write nothing; exit with 1 where something would change.")
@options.quiet
def command(documents: tuple[Path, ...], *, only_check: bool, quiet: bool) -> int:
    """Format documents."""
    found = dict.fromkeys(path for where in documents or (Path(),) for path in all_documents(where))
    return max([_formatted(path, only_check=only_check, quiet=quiet) for path in found])


def _formatted(path: Path, *, only_check: bool, quiet: bool) -> int:
    changed = fmt(path, write=not only_check)
    if not changed:
        say(f"{visible(str(path))} is in form", quiet=quiet)
        return 0
    say(f"{visible(str(path))} {'would change' if only_check else 'was formatted'}", quiet=quiet)
    return 1 if only_check else 0
