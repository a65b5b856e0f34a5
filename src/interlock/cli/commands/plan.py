"""Show what a run would do now, and write nothing.

Change by change, each with its reason and the line of the document that decides it.

Exit codes: 0 both systems could be read; 1 one could not, or with --detailed-exitcode there is something to do;
2 could not run.
"""

from __future__ import annotations

from pathlib import Path

import click

from interlock import __version__
from interlock.cli import options
from interlock.cli.console import colour, out, width
from interlock.journeys.project import load
from interlock.journeys.running import plan
from interlock.render import plan_json, plan_text


@click.command(help=__doc__)
@options.document
@options.env
@click.option("--detailed-exitcode", is_flag=True, help="Exit with 1 where there is something to do.")
@options.output("text", "json")
def command(document: Path, *, environment: str | None, detailed_exitcode: bool, form: str) -> int:
    """Plan one run."""
    project = load(document)
    made = plan(project, env=environment)
    names = {row.side: row.name for row in project.document.systems}
    if form == "json":
        out(plan_json(made, names=names, version=__version__))
    else:
        out(plan_text(made, names=names, color=colour(), width=width()))
    return 1 if made.unread or (detailed_exitcode and made.lines) else 0
