"""Go live: gates, a preview to agree to, the agreed window, waves with checks, smoke tests, and then it runs.

Refused while a gate is open (see `interlock status`), but for an environment that is no production: there it is a
rehearsal. What would be linked, created, is ambiguous or differs is shown and to be agreed to. Then it waits for the
window of the document (or of --window), writes 10, 100, 1,000 items of each record and then all, and looks after each
wave whether both systems show what was written, whether anything is there twice, held, refused, or would be written
once more, and whether anything was written that nobody agreed to. What is not as it should be stops it, lets its flows
rest, and can be put back with `interlock rollback`. Marked items of its own are tried at the end and taken away.

Ctrl-C while it waits leaves everything as it is. Killed at any point, it goes on where it stood when it is called
again. When the document changes after it went live, only the flows that changed rest; the same command takes them live
again. The record of it all is kept in `evidence/`.

Exit codes: 0 it is live (or --preview was shown), 1 stopped by a check, or nobody agreed, 2 could not run, 130
interrupted.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click

from interlock import __version__
from interlock.adapters.whoami import who
from interlock.cli import options
from interlock.cli.asking import agreed
from interlock.cli.console import colour, out, say, width
from interlock.cli.progress import Shown
from interlock.errors import UsageError
from interlock.journeys.going_live import Wish, go_live, keep_preview, preview
from interlock.journeys.golive_carrying import Preview
from interlock.journeys.golive_gates import Ways
from interlock.journeys.project import load
from interlock.model.golive import Standing
from interlock.model.value import Side
from interlock.render import golive_json, golive_text, preview_text, wrapped

_INTERRUPTED = 130


@click.command(help=__doc__)
@options.document
@options.env
@click.option("--preview", "only", is_flag=True, help="Only show the preview, and keep that you looked at it.")
@click.option("--window", default="", metavar="HOURS", help='When may be written, such as "22:00-04:00 Europe/Berlin".')
@click.option("--now", "at_once", is_flag=True, help="Do not wait for a window; needs --reason.")
@click.option(
    "--override",
    "codes",
    multiple=True,
    metavar="CODE",
    help="Let this gate, or this check after a wave, pass; needs --by and --reason; repeatable.",
)
@click.option("--reason", default="", metavar="TEXT", help="Why, for the record.")
@click.option("--no-smoke", default="", metavar="WHY", help="Try no marked items at the end, for this reason.")
@options.by
@options.yes
@options.output("text", "json")
@options.quiet
def command(
    document: Path,
    *,
    environment: str | None,
    only: bool,
    window: str,
    at_once: bool,
    codes: tuple[str, ...],
    reason: str,
    no_smoke: str,
    by: str | None,
    yes: bool,
    form: str,
    quiet: bool,
) -> int:
    """Go live with one integration."""
    project = load(document)
    if at_once and not reason.strip():
        raise UsageError("`--now` does not wait for the agreed window, which needs a reason", hint="give it: --reason")
    name = (by or who()).strip()
    names = {row.side: row.name for row in project.document.systems}
    if only:
        with Shown(names, quiet=quiet) as progress:
            shown = preview(project, name, env=environment, window=window, progress=progress)
        for line in _lines(shown, names):
            out(line)
        say(f"kept in {keep_preview(project, shown, name)}", quiet=quiet)
        return 0
    wish = Wish(name, Ways(codes, (by or "").strip(), reason), window, reason.strip() if at_once else "", no_smoke)
    person = _AtTheTerminal(names, yes=yes, quiet=quiet)
    with Shown(names, quiet=quiet) as progress:
        came = go_live(project, wish, person, env=environment, progress=progress)
    if came.run is None:
        say("nothing was written", quiet=quiet)
        return _INTERRUPTED if came.interrupted else 1
    chosen = project.environment(environment).name
    if form == "json":
        out(golive_json(came.run, environment=chosen, version=__version__))
    else:
        out(golive_text(came.run, environment=chosen, width=width()))
    say(f"the record is {came.record}", quiet=quiet)
    say(_what_next(came.run.standing, chosen, interrupted=came.interrupted), quiet=quiet)
    if came.interrupted:
        return _INTERRUPTED
    return 0 if came.run.standing is Standing.LIVE else 1


def _what_next(standing: Standing, environment: str, *, interrupted: bool) -> str:
    again = f"interlock golive --env {environment}"
    if interrupted:
        return f"interrupted; nothing is lost, and `{again}` goes on where it stood"
    if standing is Standing.LIVE:
        return (
            f"it is live; keep it running with `interlock run --env {environment} --watch`, or as a service "
            "(deploy/interlock@.service); start a run that is under way anew"
        )
    return (
        f"its flows rest; mend it and go on with `{again}`, or put back what was written: "
        f"`interlock rollback --env {environment}` shows it first"
    )


class _AtTheTerminal:
    """Whoever called the command."""

    def __init__(self, names: Mapping[Side, str], *, yes: bool, quiet: bool) -> None:
        self._names = names
        self._yes = yes
        self._quiet = quiet

    def agrees(self, shown: Preview) -> bool:
        """Show it, and ask."""
        for line in _lines(shown, self._names):
            say(line)
        return agreed(f"go live in {shown.environment.name} with this?", yes=self._yes)

    def said(self, text: str) -> None:
        """Tell it."""
        say(text, quiet=self._quiet)


def _lines(shown: Preview, names: Mapping[Side, str]) -> list[str]:
    return [preview_text(shown.plan, names=names, color=colour(), width=width()), *_beside(shown)]


def _beside(shown: Preview) -> list[str]:
    """What else is to be agreed to."""
    lines = [f"records: {', '.join(shown.records)}; written {shown.window}"]
    if shown.window != "now":
        lines = [f"records: {', '.join(shown.records)}; written only in the window: {shown.window}"]
    if shown.running:
        lines.append(f"live already, and going on: {', '.join(shown.running)}")
    if shown.smoke:
        lines.append("at the end a marked item of each record is created, followed and deleted, where that is possible")
    if shown.resumes is not None:
        lines.append(f"this goes on with go-live {shown.resumes.number}, after wave {len(shown.resumes.waves)}")
    lines += [f"let pass: {one.code}, by {one.by}: {one.reason}" for one in shown.overridden]
    if shown.open:
        codes = ", ".join(f"`{one.code}`" for one in shown.open)
        lines.append(f"a rehearsal, as this is no production; there, these gates would refuse it: {codes}")
    return [wrapped(line, width=width()) for line in lines]
