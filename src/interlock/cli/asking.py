"""Asks before something is done that cannot be taken back."""

from __future__ import annotations

import sys

import click

from interlock.errors import UsageError


def agreed(question: str, *, yes: bool) -> bool:
    """Whether to go on: said by --yes, else asked on a terminal.

    Raises:
        UsageError: there is no terminal to ask on.
    """
    if yes:
        return True
    if not sys.stdin.isatty():
        raise UsageError(f"{question.rstrip('?')}: that needs a yes", hint="give it with --yes")
    return click.confirm(question, err=True)
