"""Arguments and options that several commands share, so that they read the same everywhere."""

from __future__ import annotations

from pathlib import Path

import click

document = click.argument("document", type=click.Path(path_type=Path), default=Path())
"""DOCUMENT: a file, or a folder that holds one; the current folder unless given."""

env = click.option("--env", "environment", metavar="NAME", help="The environment (default: the only one).")
quiet = click.option("-q", "--quiet", is_flag=True, help="Print results only, no progress.")


def output(*formats: str) -> click.Option:
    """The option `--format`, the first being the default."""
    return click.option(  # type: ignore[return-value]
        "--format", "form", type=click.Choice(formats), default=formats[0], show_default=True, help="How to print."
    )
