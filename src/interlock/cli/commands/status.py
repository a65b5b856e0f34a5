"""Show how the integration stands: what must be true before it goes live, how it runs, and what needs a person.

Of each of the five phases (use cases, field mapping, construction, testing, go-live), the gates: what is met and by
what, what is missing, whose turn it is and since when, and what closes it. No gate is ticked: each is computed from
what is written, run, signed, or said by a named person. --message writes to everybody whose turn it is, as text for a
mail.

Where it runs: of each system, when it last answered and whether it is in use; of each record, how many items there are,
how many are linked, held or not settled, and when changes were last looked for; of each direction, how long changes
took from the system they were made in to the other, against what the acceptance criteria promise. What arrived late
because a system did not answer, was paused, or a person had to decide, is excused.

--report weekly counts, story by story in its own words, the changes of the last days that came, came in time, and came
later; what was held and by whom decided; what changed in the document, and what was proven, signed and said. It has no
values of items, and can be sent to anybody, as text, Markdown, a page (--format html) or JSON. Before anything ran it
says so, and whose turn it is.

A folder with several documents is told of whole, one document after the other; of a report, name one.

Exit codes: 0 nothing needs a person, 1 something does, 2 could not run. Gates that are open are nothing to report for
an environment that runs and is no production.
"""

from __future__ import annotations

from pathlib import Path

import click

from interlock import __version__
from interlock.catalogue import did_you_mean
from interlock.cli import options
from interlock.cli.console import colour, out, width
from interlock.errors import UsageError
from interlock.journeys.project import load, load_all
from interlock.journeys.weekly import weekly
from interlock.journeys.whole import standing_of
from interlock.model.standing import ProjectStatus
from interlock.render.brief import brief_text
from interlock.render.brief_markdown import brief_markdown
from interlock.render.page.brief import brief_page
from interlock.render.phase_messages import messages
from interlock.render.plain import paint, visible
from interlock.render.statuses import is_in_order, project_text, status_json, statuses_json
from interlock.render.weeks import week_brief, week_json

_EVERYBODY = "*"


@click.command(help=__doc__)
@options.document
@options.env
@click.option(
    "--days", type=click.IntRange(1, 31), default=7, show_default=True, metavar="N", help="Count changes of N days."
)
@click.option(
    "--message",
    "to",
    is_flag=False,
    flag_value=_EVERYBODY,
    metavar="[NAME]",
    help="Print the messages to those whose turn it is, or to one of them, and nothing else.",
)
@click.option(
    "--report",
    type=click.Choice(["weekly"]),
    help="Report the last days instead: promises kept in the stories' own words, held and decided, changed.",
)
@options.output("text", "json", "markdown", "html")
def command(
    document: Path, *, environment: str | None, days: int, to: str | None, report: str | None, form: str
) -> int:
    """Show the status of one environment, of one document or of all, or report some days."""
    if report is not None:
        if to is not None:
            raise UsageError("`--message` and `--report` are two things", hint="give one of them")
        return _report(document, environment, days, form)
    if form in {"markdown", "html"}:
        raise UsageError(f"only a report is printed as {form}", hint="add --report weekly")
    loaded = load_all(document)
    projects = {one.document.path: standing_of(one, env=environment, days=days) for one in loaded}
    if to is not None:
        if form == "json":
            raise UsageError("`--message` prints text", hint="leave it out: the messages stand in the JSON as well")
        return _messages(list(projects.values()), to)
    if len(projects) == 1:
        (only,) = projects.values()
        if form == "json":
            out(status_json(only, version=__version__))
        else:
            out(project_text(only, color=colour(), width=width()))
    elif form == "json":
        out(statuses_json(projects, version=__version__))
    else:
        out("\n\n".join(_block(file, one) for file, one in projects.items()))
    return 0 if all(is_in_order(one) for one in projects.values()) else 1


def _report(document: Path, environment: str | None, days: int, form: str) -> int:
    week = weekly(load(document), env=environment, days=days)
    brief = week_brief(week)
    if form == "json":
        out(week_json(week, version=__version__))
    elif form == "markdown":
        out(brief_markdown(brief))
    elif form == "html":
        out(brief_page(brief))
    else:
        out(brief_text(brief, color=colour(), width=width()))
    return 1 if week.needs or any(one.later for one in week.counted) else 0


def _block(file: str, one: ProjectStatus) -> str:
    head = paint(visible(file), "strong", color=colour())
    return f"{head}\n{project_text(one, color=colour(), width=width()).rstrip()}"


def _messages(projects: list[ProjectStatus], to: str) -> int:
    all_of_them = [(one.who.name or one.who.role, text) for project in projects for one, text in messages(project)]
    wanted = [text for name, text in all_of_them if to == _EVERYBODY or name.casefold() == to.casefold()]
    if not wanted and to != _EVERYBODY:
        names = [name for name, _ in all_of_them]
        raise UsageError(f"it is not the turn of `{to}`", hint=did_you_mean(to, names) or "it is nobody's turn")
    out(f"\n{'-' * 72}\n\n".join(wanted) if wanted else "it is nobody's turn\n")
    return 1 if wanted else 0
