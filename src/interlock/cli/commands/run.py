"""Bring both systems in step, once, with --watch, or with --listen also whenever a system tells of a change.

Every write is noted before it is sent; an interrupt (Ctrl-C, SIGTERM) or a crash loses nothing, and the next run goes
on from there.

Exit codes: 0 all in step, 1 something is held, waits, is paused or could not be read, 2 could not run, 130 stopped by
an interrupt before it was done (with --watch or --listen, which have no end of their own, that is 0).
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from interlock import __version__
from interlock.adapters import loops
from interlock.adapters.alerts import ConsoleAlerts
from interlock.adapters.listener import address_of
from interlock.adapters.logs import log_to
from interlock.cli import options
from interlock.cli.console import colour, out, say, width
from interlock.cli.progress import Shown
from interlock.errors import UsageError
from interlock.journeys.holding import held, known_record
from interlock.journeys.planning import read_plan
from interlock.journeys.project import load
from interlock.journeys.running import Part
from interlock.journeys.service import once, served
from interlock.journeys.standing import refused
from interlock.journeys.telling import Ears
from interlock.model.plan import CycleReport
from interlock.model.value import Side
from interlock.render import cycle_json, cycle_text
from interlock.render.plain import counted

_INTERRUPTED = 130


@click.command(help=__doc__)
@options.document
@options.env
@click.option("--watch", is_flag=True, help="Keep going, each record as often as the document says.")
@click.option(
    "--listen",
    metavar="ADDR:PORT",
    help="Keep going, and take webhooks there; /health, /ready and /metrics tell how it is.",
)
@click.option(
    "--log-format",
    "logged",
    type=click.Choice(("json", "text")),
    help="Write a log to standard error, a line for each request, pass, webhook and alert, in place of messages.",
)
@options.records
@click.option("--item", "--id", "item", default="", metavar="ID", help="Only the item with this id in either system.")
@click.option(
    "--plan",
    "planned",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Do no more than this plan, which `interlock plan --out FILE` kept.",
)
@options.output("text", "json")
@options.quiet
def command(
    document: Path,
    *,
    environment: str | None,
    watch: bool,
    listen: str | None,
    logged: str | None,
    records: tuple[str, ...],
    item: str,
    planned: Path | None,
    form: str,
    quiet: bool,
) -> int:
    """Run one integration."""
    project = load(document)
    if (watch or listen is not None) and (records or item or planned is not None):
        raise UsageError(
            "`--record`, `--item` and `--plan` go with one run, not with `--watch` or `--listen`",
            hint="let the others rest meanwhile with `interlock pause RECORD`",
        )
    names = {row.side: row.name for row in project.document.systems}
    show = _shown(names, form, always=not (watch or listen is not None))
    ears = Ears(told=show, said=lambda text: say(text, quiet=quiet), alerted=ConsoleAlerts().send)
    if logged is not None:
        log = log_to(logged)
        ears = Ears(told=show if form == "json" else lambda _: None, said=lambda text: log("note", text=text), log=log)
    if watch or listen is not None:
        where = None if listen is None else address_of(listen)
        ears.said("watching; Ctrl-C stops after the write in hand")
        loops.run(served(project, env=environment, ears=ears, listen=where))
        ears.said("stopped; the next run goes on from here")
        return 0
    part = Part(
        records=[known_record(project, name) for name in records] or None,
        item=item,
        allowed=None if planned is None else read_plan(planned),
    )
    with Shown(names, quiet=quiet or logged is not None) as progress:
        report = loops.run(once(project, env=environment, ears=ears, part=part, progress=progress))
    if report.stopped:
        say("nothing is lost, and the next run goes on from here", quiet=quiet)
        return _INTERRUPTED
    # What an earlier run set aside waits for somebody, whether or not this one looked at it again.
    aside = held(project, env=environment)
    again = refused(project, env=environment) if report.total.waiting else ()
    if aside:
        say(f"{counted(len(aside), 'held item')}: see `interlock held`", quiet=quiet)
    if again:
        tried = f"{counted(len(again), 'write')} not taken yet {'is' if len(again) == 1 else 'are'} tried again"
        say(f"{tried}: see `interlock status`", quiet=quiet)
    waits = report.total.waiting or report.unplanned or report.not_done or aside
    return 1 if waits or report.unread or report.paused or report.resting else 0


def _shown(names: dict[Side, str], form: str, *, always: bool) -> Callable[[CycleReport], None]:
    """What shows a report; of passes that go on and on only those with news: a pause is told of once, not at each."""
    resting: list[tuple[tuple[str, str], ...]] = [()]

    def show(report: CycleReport) -> None:
        news = always or report.resting != resting[0]
        resting[0] = report.resting
        if form == "json":
            out(cycle_json(report, names=names, version=__version__))
        elif news or report.lines or report.unread or report.found_done:
            out(cycle_text(report, names=names, color=colour(), width=width()))

    return show
