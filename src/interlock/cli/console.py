"""What every command does with the terminal: colour, width, errors."""

from __future__ import annotations

import os
import shutil
import sys

import click

from interlock.errors import InterlockError
from interlock.render import visible


class ReaderLeft(Exception):
    """Nobody reads our output any more; that is no error, and no reason to go on."""


def colour() -> bool:
    """Whether to colour what is printed: only on a terminal, never where NO_COLOR is set."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def width() -> int:
    """How many columns there are; 100 where there is no terminal."""
    return shutil.get_terminal_size((100, 24)).columns


def out(text: str) -> None:
    """Print a result.

    Raises:
        ReaderLeft: nobody reads it any more (`| head`).
    """
    try:
        click.echo(text.rstrip("\n"), color=colour())
    except BrokenPipeError:
        raise ReaderLeft from None


def say(text: str, *, quiet: bool = False) -> None:
    """Tell on stderr what is going on, so that results can be piped."""
    if not quiet:
        click.echo(text, err=True)


def complain(problem: InterlockError) -> None:
    """Print an error: what was given, what was expected, what to do."""
    click.echo(click.style("error: ", fg="red", bold=True) + _safe(problem.message), err=True, color=_stderr_colour())
    if problem.hint:
        click.echo(click.style(" hint: ", fg="cyan") + _safe(problem.hint), err=True, color=_stderr_colour())


def _safe(text: str) -> str:
    # A message quotes what was given, and that must not steer the terminal.
    return visible(text, newlines=True)


def _stderr_colour() -> bool:
    return sys.stderr.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
