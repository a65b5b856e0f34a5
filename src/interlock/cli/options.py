"""Arguments and options that several commands share, so that they read the same everywhere."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click

document = click.argument("document", type=click.Path(path_type=Path), default=Path())
"""DOCUMENT: a file, or a folder that holds one; the current folder unless given."""

env = click.option("--env", "environment", metavar="NAME", help="The environment (default: the only one).")
quiet = click.option("-q", "--quiet", is_flag=True, help="Print results only, no progress.")


_Command = TypeVar("_Command", bound=Callable[..., int])


def output(*formats: str) -> Callable[[_Command], _Command]:
    """The option `--format`, the first being the default."""
    return click.option(
        "--format", "form", type=click.Choice(formats), default=formats[0], show_default=True, help="How to print."
    )
