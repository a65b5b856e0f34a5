"""Options that say which held items are meant."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TypeVar

import click

from interlock.cli import completing
from interlock.cli.options import Age
from interlock.journeys.holding import Choice
from interlock.model.history import HeldKind

_Command = TypeVar("_Command", bound=Callable[..., int])
KINDS = {kind.value.replace(" ", "-"): kind for kind in HeldKind}

numbers = click.argument("numbers", nargs=-1, type=click.IntRange(min=1), metavar="NUMBER...")


def filters(command: _Command) -> _Command:
    """The options `--kind`, `--record`, `--with` and `--older-than`."""
    for option in (
        click.option("--older-than", type=Age(), metavar="AGE", help="Only what is held for longer, such as `2 days`."),
        click.option("--with", "assignee", metavar="NAME", help="Only what this person or role looks after."),
        click.option(
            "--record", metavar="RECORD", shell_complete=completing.records, help="Only this record of the data map."
        ),
        click.option("--kind", type=click.Choice(list(KINDS)), help="Only this kind."),
    ):
        command = option(command)
    return command


def choice(
    *,
    numbers: tuple[int, ...] = (),
    kind: str | None,
    record: str | None,
    assignee: str | None,
    older_than: timedelta | None,
) -> Choice:
    """What the options say."""
    return Choice(numbers, None if kind is None else KINDS[kind], record, assignee, older_than)
