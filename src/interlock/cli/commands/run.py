"""Bring both systems in step, once, with --watch, or with --listen also whenever a system tells of a change.

Every write is noted before it is sent; an interrupt (Ctrl-C, SIGTERM) or a crash loses nothing, and the next run goes
on from there.

Exit codes: 0 all in step, 1 something is held, waits, is paused or could not be read, 2 could not run, 130 stopped by
an interrupt before it was done (with --watch or --listen, which have no end of their own, that is 0).
"""

from __future__ import annotations

import asyncio
from pathlib import Path

import click

from interlock import __version__
from interlock.adapters.alerts import ConsoleAlerts
from interlock.adapters.listener import address_of
from interlock.adapters.logs import log_to
from interlock.cli import options
from interlock.cli.console import colour, out, say, width
from interlock.journeys.holding import held
from interlock.journeys.project import load
from interlock.journeys.service import once, served
from interlock.journeys.telling import Ears
from interlock.model.plan import CycleReport
from interlock.render import cycle_json, cycle_text

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
@options.output("text", "json")
@options.quiet
def command(
    document: Path,
    *,
    environment: str | None,
    watch: bool,
    listen: str | None,
    logged: str | None,
    form: str,
    quiet: bool,
) -> int:
    """Run one integration."""
    project = load(document)
    names = {row.side: row.name for row in project.document.systems}

    def show(report: CycleReport) -> None:
        if form == "json":
            out(cycle_json(report, names=names, version=__version__))
        elif not (watch or listen) or report.lines or report.unread:
            out(cycle_text(report, names=names, color=colour(), width=width()))

    ears = Ears(told=show, said=lambda text: say(text, quiet=quiet), alerted=ConsoleAlerts().send)
    if logged is not None:
        log = log_to(logged)
        ears = Ears(told=show if form == "json" else lambda _: None, said=lambda text: log("note", text=text), log=log)
    if watch or listen is not None:
        ears.said("watching; Ctrl-C stops after the write in hand")
        where = None if listen is None else address_of(listen)
        asyncio.run(served(project, env=environment, ears=ears, listen=where))
        ears.said("stopped; the next run goes on from here")
        return 0
    report = asyncio.run(once(project, env=environment, ears=ears))
    if report.stopped:
        return _INTERRUPTED
    # What an earlier run set aside waits for somebody, whether or not this one looked at it again.
    waits = report.total.waiting or held(project, env=environment)
    return 1 if waits or report.unread or report.paused or report.resting else 0
