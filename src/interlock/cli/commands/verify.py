"""Run each acceptance criterion on two sandboxes, in virtual time.

The sandboxes are made from both API descriptions; no real system is asked. Each verdict has its evidence; --timeline
shows the requests and record states behind it also where a criterion is met. --only selects criteria, stories or
records by name. --seed makes other items, --repeat 20 plays each criterion with twenty seeds and says which failed,
--jobs 4 uses four processes. The verdicts on all criteria are kept in `evidence/` beside the document.
--format html is one file for the other company: promises, verdicts, what was seen when, what each criterion notices.

--env NAME plays the criteria in real time on the real systems of an environment that is marked as a sandbox: through
the production client, with a memory of its own, faults made on the way, and items of its own, which are noted before
they are made and taken away afterwards. The integration sees no other items there. What an end by force left is taken
away by the next verification, or by --clean-up. What cannot be played there is `cannot tell`, with the reason.

--external serves both sandboxes and judges whatever stands between them: own code, a flow of some platform. --command
starts it, with empty systems and nothing kept for each criterion; without it you run it, and each criterion makes items
of its own. It is told by NAME_ADDRESS and NAME_TOKEN of each system, INTERLOCK_STATE (a folder for what it keeps),
INTERLOCK_GO_LIVE, and INTERLOCK_SYSTEMS (a JSON file with the same). --speed 60 lets a minute pass in a second there.

--falsify asks what the criteria are worth, for a criterion proves something only if a broken integration fails it. The
integration is broken in every way of the catalogue (no delete, a field left out, the wrong winner, a stale copy ...),
wherever that can be in this document. What no criterion notices is a gap, listed with the criterion that would close
it; criteria that nothing broken fails are listed, and those that notice nothing which others miss, with the time that
they take. --thorough tries every criterion on everything that it speaks of, not only until one fails. With --only it
is asked what these criteria notice. --gaps does the same for the whole document and writes the missing criteria into
it; with --dry-run it only shows the change.

Exit codes: 0 all met (and everything broken noticed), 1 one is not met, cannot be told or proves nothing (or there are
gaps), 2 could not run.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path

import click

from interlock.cli import options
from interlock.cli.console import say
from interlock.cli.elsewhere import Elsewhere, elsewhere, verify_elsewhere
from interlock.cli.progress import counting
from interlock.cli.verdict_pages import kept, told, told_worth
from interlock.errors import UsageError
from interlock.journeys.documents import difference, write_document
from interlock.journeys.falsifying import falsify, keep_falsification, with_criteria
from interlock.journeys.project import Project, load
from interlock.journeys.verifying import demand_criteria, keep_verdicts, verify
from interlock.model.falsification import Falsification
from interlock.model.verdict import Judgement
from interlock.verify import chosen


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is asked, as the options say it."""

    only: tuple[str, ...]
    seed: int
    repeat: int
    jobs: int
    timeline: bool
    falsifies: bool
    gaps: bool
    dry_run: bool
    thorough: bool
    quiet: bool
    form: str

    @property
    def weighs(self) -> bool:
        """Whether the criteria themselves are judged."""
        return self.falsifies or self.gaps


@click.command(help=__doc__)
@options.document
@click.option("--only", multiple=True, metavar="NAME", help="Only this criterion, story or record; repeatable.")
@click.option("--seed", type=int, default=0, show_default=True, help="Another seed makes other items.")
@click.option("--repeat", type=click.IntRange(1, 10_000), default=1, show_default=True, help="Play with so many seeds.")
@click.option("--jobs", type=click.IntRange(1, 256), default=1, show_default=True, help="Processes side by side.")
@click.option("--timeline", is_flag=True, help="Show what was seen, request by request.")
@click.option("--falsify", "falsifies", is_flag=True, help="Break the integration, and see which criteria notice.")
@click.option("--gaps", is_flag=True, help="The same, and write the criteria that are missing.")
@click.option("--dry-run", is_flag=True, help="With --gaps: show the change and write nothing.")
@click.option("--thorough", is_flag=True, help="With --falsify: try every criterion on everything.")
@elsewhere
@options.quiet
@options.output("text", "json", "junit", "github", "html")
def command(document: Path, *, where: Elsewhere, **asked: object) -> int:
    """Verify one document."""
    wanted = _Asked(**asked)  # type: ignore[arg-type]
    _demand_sense(wanted)
    where.demand_sense()
    if where.is_asked:
        return _verify_elsewhere(load(document), wanted, where)
    project = load(document)
    return _weigh(project, wanted) if wanted.weighs else _verify(project, wanted)


def _demand_sense(asked: _Asked) -> None:
    """Refuse options that would say nothing together, before anything runs."""
    for given, option, needs, sense in (
        (asked.dry_run, "--dry-run", "--gaps", asked.gaps),
        (asked.thorough, "--thorough", "--falsify", asked.weighs),
    ):
        if given and not sense:
            raise UsageError(f"`{option}` says nothing without `{needs}`", hint=f"add `{needs}`, or leave it out")
    for given, option, against in (
        (asked.gaps and bool(asked.only), "--only", "--gaps looks at what all criteria of the document miss"),
        (
            asked.weighs and asked.repeat > 1,
            "--repeat",
            "broken integrations are tried with one seed; choose with --seed",
        ),
        (asked.weighs and asked.timeline, "--timeline", "what broken integrations did is not shown request by request"),
    ):
        if given:
            raise UsageError(f"`{option}` cannot be had here: {against}", hint=f"leave out `{option}`")


def _verify(project: Project, asked: _Asked) -> int:
    each = verify(project, only=asked.only, seed=asked.seed, repeat=asked.repeat, jobs=asked.jobs)
    count = len(chosen(project.document, asked.only))
    verdicts = told(project, each, count, form=asked.form, timeline=asked.timeline, quiet=asked.quiet)
    if count == len(project.document.criteria):
        kept(partial(keep_verdicts, project, verdicts), "these verdicts are", quiet=asked.quiet)
    return 0 if all(verdict.judgement is Judgement.MET for verdict in verdicts) else 1


def _verify_elsewhere(project: Project, asked: _Asked, where: Elsewhere) -> int:
    for given, option in (
        (asked.weighs, "--falsify"),
        (asked.repeat > 1, "--repeat"),
        (asked.jobs > 1, "--jobs"),
    ):
        if given:
            raise UsageError(
                f"`{option}` is for sandboxes in virtual time, and cannot be had with --env, --clean-up or --external",
                hint=f"leave out `{option}`",
            )
    demand_criteria(project, asked.only)
    return verify_elsewhere(
        project,
        where,
        only=asked.only,
        seed=asked.seed or None,
        form=asked.form,
        timeline=asked.timeline,
        quiet=asked.quiet,
    )


def _weigh(project: Project, asked: _Asked) -> int:
    """Break the integration, tell what was noticed, and mend the document where that is asked for."""
    with counting("broken integrations", quiet=asked.quiet) as count:
        found = falsify(project, only=asked.only, seed=asked.seed, thorough=asked.thorough, jobs=asked.jobs, told=count)
    told_worth(project, found, form=asked.form)
    if found.whole:
        kept(partial(keep_verdicts, project, found.sound), "these verdicts are", quiet=asked.quiet)
        kept(partial(keep_falsification, project, found), "what the criteria notice is", quiet=asked.quiet)
    if asked.gaps:
        _mend(project.document.path, project.document.text, found, dry_run=asked.dry_run)
    sound = all(one.judgement is Judgement.MET for one in found.sound)
    return 0 if sound and not (found.whole and found.gaps) and not found.vacuous else 1


def _mend(path: str, text: str, found: Falsification, *, dry_run: bool) -> None:
    mended = with_criteria(text, path, [one.criterion for one in found.gaps])
    if mended == text:
        return
    if dry_run:
        say(difference(text, mended, path))
        return
    write_document(Path(path), mended)
    say(f"added to `{path}`: run `interlock verify` on it, and sign it again where it is signed")
