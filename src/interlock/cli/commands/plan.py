"""Show what a run would do now, and write nothing.

Change by change, each with its reason and the line of the document that decides it. Before a first run the counts
come first: what would be linked, created, is ambiguous or differs.

With --document, what a new version of the document would change about that, before it is signed. With --out, the plan
is kept in a file, and `interlock run --plan FILE` does no more than it has.

Exit codes: 0 both systems could be read; 1 one could not, or with --detailed-exitcode there is something to do;
2 could not run.
"""

from __future__ import annotations

from pathlib import Path

import click

from interlock import __version__
from interlock.adapters import files
from interlock.cli import options
from interlock.cli.console import colour, out, say, width
from interlock.cli.progress import Shown
from interlock.errors import UsageError
from interlock.journeys.holding import known_record
from interlock.journeys.looking import missing
from interlock.journeys.planning import plan
from interlock.journeys.project import Project, load
from interlock.journeys.proposing import propose
from interlock.render import plan_json, plan_text, proposal_json, proposal_text


@click.command(help=__doc__)
@options.document
@options.env
@options.records
@click.option(
    "--document",
    "changed",
    type=click.Path(path_type=Path),
    metavar="NEW",
    help="Another version of the document: what would it change?",
)
@click.option("--out", "to", type=click.Path(path_type=Path), metavar="FILE", help="Keep the plan for `run --plan`.")
@click.option("--detailed-exitcode", is_flag=True, help="Exit with 1 where there is something to do.")
@options.output("text", "json")
@options.quiet
def command(
    document: Path,
    *,
    environment: str | None,
    records: tuple[str, ...],
    changed: Path | None,
    to: Path | None,
    detailed_exitcode: bool,
    form: str,
    quiet: bool,
) -> int:
    """Plan one run."""
    project = load(document)
    names = {row.side: row.name for row in project.document.systems}
    if changed is not None:
        if to is not None or records:
            raise UsageError(
                "`--document` goes with neither `--out` nor `--record`",
                hint="a plan of a new version is to be read; run what is agreed, then",
            )
        return _proposed(project, changed, environment, form, detailed_exitcode=detailed_exitcode, quiet=quiet)
    chosen = [known_record(project, name) for name in records] or None
    gone = missing(project, project.environment(environment))
    if gone is not None:
        say(f"{gone.message}; this is what a run without it would do", quiet=False)
    with Shown(names, quiet=quiet) as progress:
        made = plan(project, env=environment, records=chosen, progress=progress, kept=to is not None)
    data = plan_json(made, names=names, version=__version__)
    out(data if form == "json" else plan_text(made, names=names, color=colour(), width=width()))
    if to is not None:
        files.write(to, data.encode(), what="plan")
        say(f"kept in {to}; `interlock run --plan {to}` does no more than this", quiet=quiet)
    return 1 if made.unread or (detailed_exitcode and made.lines) else 0


def _proposed(
    project: Project, changed: Path, environment: str | None, form: str, *, detailed_exitcode: bool, quiet: bool
) -> int:
    new = load(changed, folder=project.folder)
    names = {row.side: row.name for row in new.document.systems}
    with Shown(names, quiet=quiet) as progress:
        made = propose(project, new, env=environment, progress=progress)
    if form == "json":
        out(proposal_json(made, names=names, version=__version__))
    else:
        out(proposal_text(made, names=names, color=colour(), width=width()))
    return 1 if made.unread or (detailed_exitcode and (made.added or made.dropped)) else 0
