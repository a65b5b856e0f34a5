"""Run each acceptance criterion on two sandboxes, in virtual time.

The sandboxes are made from both API descriptions; no real system is asked. Each verdict has its evidence; --timeline
shows the requests and record states behind it. --only selects criteria, stories or records by name (all unless given).

Exit codes: 0 all met, 1 one is not met or cannot be told, 2 could not run.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from interlock import __version__
from interlock.cli import options
from interlock.cli.console import colour, out, width
from interlock.journeys.project import load
from interlock.journeys.verifying import verify
from interlock.model.verdict import Judgement, Verdict
from interlock.render import verdict_blocks, verdicts_json, verdicts_summary


@click.command(help=__doc__)
@options.document
@click.option(
    "--only", "names", multiple=True, metavar="NAME", help="Only this criterion, story or record; repeatable."
)
@click.option("--seed", type=int, default=0, show_default=True, help="Another seed makes other items.")
@click.option("--timeline", is_flag=True, help="Show what was seen, request by request.")
@options.output("text", "json")
def command(document: Path, *, names: tuple[str, ...], seed: int, timeline: bool, form: str) -> int:
    """Verify one document."""
    project = load(document)
    verdicts: list[Verdict] = []
    each = _kept(verify(project, only=names, seed=seed), verdicts)
    if form == "json":
        out(verdicts_json(list(each), version=__version__))
    else:
        for block in verdict_blocks(each, color=colour(), width=width(), timeline=timeline):
            out(block)
        out("\n" + verdicts_summary(verdicts, color=colour()))
    return 0 if all(verdict.judgement is Judgement.MET for verdict in verdicts) else 1


def _kept(each: Iterable[Verdict], verdicts: list[Verdict]) -> Iterator[Verdict]:
    """Each as it comes; all of them are kept."""
    for verdict in each:
        verdicts.append(verdict)
        yield verdict
