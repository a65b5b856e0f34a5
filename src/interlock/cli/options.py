"""Arguments and options that several commands share, so that they read the same everywhere."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

import click

from interlock.cli import completing
from interlock.document.shapes.parameters import duration

document = click.argument(
    "document", type=click.Path(path_type=Path), default=Path(), shell_complete=completing.documents
)
"""DOCUMENT: a file, or a folder that holds one; the current folder unless given."""

documents = click.argument(
    "documents",
    metavar="[DOCUMENT]...",
    type=click.Path(path_type=Path),
    nargs=-1,
    shell_complete=completing.documents,
)
"""Any number of them; none stands for the current folder."""

where = click.option(
    "--in",
    "document",
    metavar="DOCUMENT",
    type=click.Path(path_type=Path),
    default=Path(),
    shell_complete=completing.documents,
    help="The document, or the folder that holds it (default: the current folder).",
)
"""The document, where the arguments are something else."""

by = click.option("--by", metavar="NAME", help="Who decides, for the history (default: INTERLOCK_BY, else your login).")
yes = click.option("-y", "--yes", is_flag=True, help="Do not ask.")

env = click.option(
    "--env",
    "environment",
    metavar="NAME",
    shell_complete=completing.environments,
    help="The environment (default: the only one).",
)
records = click.option(
    "--record",
    "records",
    multiple=True,
    metavar="RECORD",
    shell_complete=completing.records,
    help="Only this record; repeatable.",
)
quiet = click.option("-q", "--quiet", is_flag=True, help="Print results only, no progress.")


class Age(click.ParamType[timedelta]):
    """A time such as `2 days`."""

    name = "age"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> timedelta:
        """What it says."""
        if isinstance(value, timedelta):
            return value
        try:
            found = duration(str(value))
        except (KeyError, OverflowError, ValueError):
            found = timedelta(0)
        if found <= timedelta(0):
            self.fail(f"`{value}` is no time; write one such as `4 hours` or `2 days`", param, ctx)
        return found


_Command = TypeVar("_Command", bound=Callable[..., int])


def output(*formats: str) -> Callable[[_Command], _Command]:
    """The option `--format`, the first being the default."""
    return click.option(
        "--format", "form", type=click.Choice(formats), default=formats[0], show_default=True, help="How to print."
    )
