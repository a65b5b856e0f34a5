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
_Command = TypeVar("_Command", bound=Callable[..., int])

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


class Span(Age):
    """A time such as `90 seconds`; a bare number counts seconds."""

    name = "time"

    def __init__(self, *, most: timedelta | None = None) -> None:
        self._most = most

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> timedelta:
        """What it says."""
        text = str(value).strip()
        bare = text.replace(".", "", 1)
        found = super().convert(f"{text} seconds" if bare.isascii() and bare.isdigit() else value, param, ctx)
        if found < timedelta(seconds=1) or (self._most is not None and found > self._most):
            bound = "" if self._most is None else f", and at most {self._most.total_seconds():g} seconds"
            self.fail(f"`{value}` is too short or too long: write at least `1 second`{bound}", param, ctx)
        return found


def patience(usual: str, most: timedelta) -> Callable[[_Command], _Command]:
    """The option `--patience`, which says how long is waited."""
    return click.option(
        "--patience", type=Span(most=most), default=usual, show_default=True, metavar="TIME", help="Wait so long."
    )


def output(*formats: str) -> Callable[[_Command], _Command]:
    """The option `--format`, the first being the default."""
    return click.option(
        "--format", "form", type=click.Choice(formats), default=formats[0], show_default=True, help="How to print."
    )
