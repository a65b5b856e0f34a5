"""Ask every question that a document leaves open.

It is read as by an engineer who was in no meeting. All problems and questions come in one pass, each with its line,
why it matters, how to answer it, and who owes the answer; `interlock explain CODE` tells more of one. Five lines at
the end tell what is done and what is missing of stories, map, criteria, owner and out of scope.

Exit codes: 0 nothing to ask, 1 findings, 2 could not run.
"""

from __future__ import annotations

from pathlib import Path

import click

from interlock import __version__
from interlock.cli import options
from interlock.cli.console import colour, out, width
from interlock.journeys.check import check, checklist
from interlock.journeys.project import load
from interlock.render import findings_json, findings_text


@click.command(help=__doc__)
@options.document
@click.option("--scope", "scope_only", is_flag=True, help="Leave out what needs field mappings and API descriptions.")
@options.output("text", "json")
def command(document: Path, *, scope_only: bool, form: str) -> int:
    """Check one document."""
    project = load(document)
    findings = check(project, scope_only=scope_only)
    listed = checklist(project, findings)
    if form == "json":
        out(findings_json(findings, version=__version__, checklist=listed))
    else:
        out(findings_text(findings, project.document.text, checklist=listed, color=colour(), width=width()))
    return 1 if findings else 0
