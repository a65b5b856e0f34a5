"""Read a document as an engineer would who was in no meeting, and ask what is still open.

Every problem and open question comes in one pass, with its line, why it matters and how to answer it.
Exit codes: 0 nothing to ask, 1 findings, 2 could not run.
"""

from __future__ import annotations

from pathlib import Path

import click

from interlock import __version__
from interlock.cli import options
from interlock.cli.console import colour, out, width
from interlock.journeys.check import check
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
    if form == "json":
        out(findings_json(findings, version=__version__))
    else:
        out(findings_text(findings, project.document.text, color=colour(), width=width()))
    return 1 if findings else 0
