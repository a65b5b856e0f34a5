"""Run each acceptance criterion on two sandboxes, in virtual time.

The sandboxes are made from both API descriptions; no real system is asked. Each verdict has its evidence; --timeline
shows the requests and record states behind it. --only selects criteria, stories or records by name (all unless given).

--falsify asks what the criteria are worth, for a criterion proves something only if a broken integration fails it. The
integration is broken in every way of the catalogue (no delete, a field left out, the wrong winner, a stale copy ...),
wherever that can be in this document. What no criterion notices is a gap, listed with the criterion that would close
it; criteria that nothing broken fails are listed, and those that notice nothing which others miss. --thorough tries
every criterion on everything that it speaks of, not only until one fails; --jobs 4 uses four processes. --gaps does
the same and writes the missing criteria into the document; with --dry-run it only shows the change.

Exit codes: 0 all met (and everything broken noticed), 1 one is not met or cannot be told (or there are gaps), 2 could
not run.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from interlock import __version__
from interlock.cli import options
from interlock.cli.console import colour, out, say, width
from interlock.cli.progress import counting
from interlock.journeys.documents import difference, write_document
from interlock.journeys.falsifying import falsify, with_criteria
from interlock.journeys.project import Project, load
from interlock.journeys.verifying import verify
from interlock.model.falsification import Falsification
from interlock.model.verdict import Judgement, Verdict
from interlock.render import (
    falsification_json,
    falsification_text,
    verdict_blocks,
    verdicts_json,
    verdicts_summary,
)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is asked of the criteria themselves."""

    falsifies: bool
    gaps: bool
    dry_run: bool
    thorough: bool
    jobs: int
    quiet: bool


@click.command(help=__doc__)
@options.document
@click.option(
    "--only", "names", multiple=True, metavar="NAME", help="Only this criterion, story or record; repeatable."
)
@click.option("--seed", type=int, default=0, show_default=True, help="Another seed makes other items.")
@click.option("--timeline", is_flag=True, help="Show what was seen, request by request.")
@click.option("--falsify", "falsifies", is_flag=True, help="Break the integration, and see which criteria notice.")
@click.option("--gaps", is_flag=True, help="The same, and write the criteria that are missing.")
@click.option("--dry-run", is_flag=True, help="With --gaps: show the change and write nothing.")
@click.option("--thorough", is_flag=True, help="With --falsify: try every criterion on everything.")
@click.option("--jobs", type=click.IntRange(1, 256), default=1, show_default=True, help="Processes for --falsify.")
@options.quiet
@options.output("text", "json")
def command(document: Path, *, names: tuple[str, ...], seed: int, timeline: bool, form: str, **more: bool) -> int:
    """Verify one document."""
    project = load(document)
    asked = _Asked(**more)
    if asked.falsifies or asked.gaps:
        return _weigh(project, seed=seed, asked=asked, form=form)
    verdicts: list[Verdict] = []
    each = _kept(verify(project, only=names, seed=seed), verdicts)
    if form == "json":
        out(verdicts_json(list(each), version=__version__))
    else:
        for block in verdict_blocks(each, color=colour(), width=width(), timeline=timeline):
            out(block)
        out("\n" + verdicts_summary(verdicts, color=colour()))
    return 0 if all(verdict.judgement is Judgement.MET for verdict in verdicts) else 1


def _weigh(project: Project, *, seed: int, asked: _Asked, form: str) -> int:
    """Break the integration, tell what was noticed, and mend the document where that is asked for."""
    with counting("broken integrations", quiet=asked.quiet) as told:
        found = falsify(project, seed=seed, thorough=asked.thorough, jobs=asked.jobs, told=told)
    if form == "json":
        out(falsification_json(found, version=__version__))
    else:
        out(falsification_text(found, color=colour(), width=width()).rstrip("\n"))
    if asked.gaps:
        _mend(project.document.path, project.document.text, found, dry_run=asked.dry_run)
    sound = all(one.judgement is Judgement.MET for one in found.sound)
    return 0 if sound and not found.gaps else 1


def _mend(path: str, text: str, found: Falsification, *, dry_run: bool) -> None:
    mended = with_criteria(text, path, [one.criterion for one in found.gaps])
    if mended == text:
        return
    if dry_run:
        say(difference(text, mended, path))
        return
    write_document(Path(path), mended)
    say(f"added to `{path}`: run `interlock verify` on it, and sign it again where it is signed")


def _kept(each: Iterable[Verdict], verdicts: list[Verdict]) -> Iterator[Verdict]:
    """Each as it comes; all of them are kept."""
    for verdict in each:
        verdicts.append(verdict)
        yield verdict
