"""Take an environment out of use, and hand over what belongs together.

Writes the links and the history as JSON and as sheets, ends the subscriptions to webhooks, and from then on `run`
and `plan` refuse this environment. Nothing is deleted in either system, and the ledger stays where it is; `--undo`
takes the environment into use again.

Exit codes: 0 done, 1 nothing was done, 2 could not run.
"""

from __future__ import annotations

import asyncio
from pathlib import Path

import click

from interlock import __version__
from interlock.cli import options
from interlock.cli.asking import agreed
from interlock.cli.console import out, say
from interlock.journeys.project import load
from interlock.journeys.registering import end_subscriptions
from interlock.journeys.retiring import Handed, hand_over, retire, take_up_again
from interlock.render import counted


@click.command(help=__doc__)
@options.document
@options.env
@click.option(
    "--to",
    "folder",
    type=click.Path(path_type=Path),
    default=Path("retired"),
    show_default=True,
    metavar="FOLDER",
    help="Where the links and the history are written.",
)
@click.option("--undo", is_flag=True, help="Take a retired environment into use again.")
@click.option("--because", "reason", default="", metavar="TEXT", help="Why, for the history.")
@options.by
@options.yes
def command(
    document: Path, *, environment: str | None, folder: Path, undo: bool, reason: str, by: str | None, yes: bool
) -> int:
    """Retire one environment."""
    project = load(document)
    name = project.environment(environment).name
    if undo:
        take_up_again(project, env=environment, by=by)
        out(f"`{name}` is in use again; the next `interlock run` goes on from where it stood")
        return 0
    if not agreed(f"take `{name}` out of use, so that nothing is run there any more?", yes=yes):
        say("nothing was done")
        return 1
    retired = retire(project, env=environment, by=by, reason=reason)
    try:
        handed = hand_over(project, folder, version=__version__, env=environment)
    except BaseException:
        take_up_again(project, env=environment, by=by)
        raise
    by_hand = asyncio.run(end_subscriptions(project, env=environment))
    out("\n".join([*map(str, handed.files), *_open(handed), *by_hand, f"`{name}` is retired {retired.told()}"]))
    return 0


def _open(handed: Handed) -> list[str]:
    entries = counted(handed.entries, "entry", "entries")
    lines = [f"{counted(handed.links, 'link')} and {entries} of the history, in {handed.folder}/"]
    if handed.held:
        lines.append(f"{counted(handed.held, 'item')} still held: nobody decided about them (`interlock held`)")
    if handed.open_writes:
        lines.append(f"{counted(handed.open_writes, 'write')} still open: whether it arrived was not settled")
    return lines
