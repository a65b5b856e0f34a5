"""`ledger info`, `ledger verify` and `ledger prune`."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import click

from interlock import __version__
from interlock.cli import options
from interlock.cli.asking import agreed
from interlock.cli.console import out, say
from interlock.journeys import keeping
from interlock.journeys.project import load
from interlock.render import flaws_text, ledger_json, size_text
from interlock.render.times import every


@click.command("info")
@options.where
@options.env
@options.output("text", "json")
def info(document: Path, *, environment: str | None, form: str) -> int:
    """Show what it holds, how much room it takes, who runs what, and the last line of the history.

    The last line's number and digest, kept elsewhere, prove later that nothing up to there was changed.
    """
    size = keeping.info(load(document), env=environment)
    out(ledger_json(size, version=__version__) if form == "json" else size_text(size))
    return 0


@click.command("verify")
@options.where
@options.env
@options.output("text", "json")
def verify(document: Path, *, environment: str | None, form: str) -> int:
    """Find whatever in it is not as it was written.

    The file itself, the chain of the history line by line, that no item belongs to two links, that nothing is held
    or under way for nobody, that everything can be read. Exit code 1 if something is wrong.
    """
    size, flaws = keeping.verify(load(document), env=environment)
    out(ledger_json(size, flaws, version=__version__) if form == "json" else flaws_text(size, flaws))
    return 1 if flaws else 0


@click.command("prune")
@click.option("--older-than", type=options.Age(), metavar="TIME", help="Instead of what the environment's `keep` says.")
@options.yes
@options.where
@options.env
def prune(*, older_than: timedelta | None, yes: bool, document: Path, environment: str | None) -> int:
    """Remove values that are older than the environment's `keep` says, and what else nothing depends on.

    The lines of the history stay, and their chain holds. `run --watch` does it once a day. What is removed cannot be
    looked up or taken back any more: where --older-than removes more than `keep` would, it needs a yes.
    """
    project = load(document)
    keep = project.environment(environment).keep
    if older_than is not None and (keep is None or older_than < keep):
        question = f"remove the values that the history of `{project.environment(environment).name}` tells of"
        if not agreed(f"{question}, for good, where they are older than {every(older_than)}?", yes=yes):
            say("nothing was removed")
            return 1
    removed = keeping.prune(project, older_than=older_than, env=environment)
    out(f"removed {removed}")
    return 0
