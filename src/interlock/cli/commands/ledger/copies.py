"""`ledger backup` and `ledger restore`."""

from __future__ import annotations

import os
from pathlib import Path

import click

from interlock.adapters import files
from interlock.cli import options
from interlock.cli.asking import agreed
from interlock.cli.console import out, say
from interlock.errors import UsageError
from interlock.journeys import keeping
from interlock.journeys.project import load

_SEPARATORS = tuple(one for one in (os.sep, os.altsep) if one)


@click.command("backup")
@click.option(
    "--to",
    type=click.Path(),
    metavar="PATH",
    help="The new file, or a folder; one that ends with `/` is made (default: beside it).",
)
@options.where
@options.env
def backup(*, to: str | None, document: Path, environment: str | None) -> int:
    """Copy it into a file, while a run goes on or not.

    One in a database is copied with the database's own programs (`pg_dump --schema=interlock`).
    """
    project = load(document)
    if to is not None and to.endswith(_SEPARATORS):
        files.make_folder(Path(to))
    out(str(keeping.backup(project, None if to is None else Path(to), env=environment)))
    return 0


@click.command("restore")
@click.argument("copy", type=click.Path(path_type=Path))
@options.yes
@options.where
@options.env
def restore(copy: Path, *, yes: bool, document: Path, environment: str | None) -> int:
    """Put a copy in its place.

    The one that was there is kept beside it. The next run finds that it was restored, reads both systems as a whole,
    writes only what really differs, and asks before it deletes what seems to be gone since.
    """
    project = load(document)
    chosen = project.environment(environment)
    name = chosen.name
    in_a_file = "://" not in chosen.ledger  # a database is put back by its own tools, and says so
    if in_a_file and not copy.exists():
        raise UsageError(f"there is no copy at `{copy}`", hint="`interlock ledger backup --to FILE` makes one")
    if not agreed(f"put `{copy}` in place of what is kept of `{name}`?", yes=yes):
        say("nothing was done")
        return 1
    kept = keeping.restore(project, copy, env=environment)
    out(f"`{name}` goes on from `{copy}`" + (f"; what was there is in `{kept}`" if kept else ""))
    return 0
