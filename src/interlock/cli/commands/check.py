"""Ask every question that a document leaves open.

It is read as by an engineer who was in no meeting. All problems and questions come in one pass, each with its line,
why it matters, how to answer it, and who owes the answer; `interlock explain CODE` tells more of one. A question is
left open on purpose by a row of the section Left open on purpose, with who decided so and why; these are listed, too.
Five lines at the end tell what is done and what is missing of stories, map, criteria, owner and out of scope.

A folder with several documents is read whole. Each of them is read with the others in view, also where only one is
named: what goes round in a circle, has two writers, or asks a system together more often than it allows is found.

Exit codes: 0 nothing to ask, 1 findings (see --fail-on), 2 could not run.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from interlock import __version__
from interlock.cli import options
from interlock.cli.console import colour, out, width
from interlock.journeys.check import checklist, cold_read
from interlock.journeys.project import Project, beside, load_all
from interlock.model.finding import Finding, Severity
from interlock.render import findings_github, findings_json, findings_junit, findings_sarif, findings_text
from interlock.rules import guides

_FAIL_ON = {
    "error": {Severity.ERROR},
    "question": {Severity.ERROR, Severity.QUESTION, Severity.WARNING},
    "note": set(Severity),
    "never": set[Severity](),
}
"""What makes the exit code 1; a warning counts as much as a question, because somebody has to look at it."""


@click.command(help=__doc__)
@options.documents
@click.option("--scope", "scope_only", is_flag=True, help="Leave out what needs field mappings and API descriptions.")
@options.output("text", "json", "github", "sarif", "junit")
@click.option(
    "--fail-on",
    type=click.Choice(tuple(_FAIL_ON)),
    default="note",
    show_default=True,
    help="The least finding that makes the exit code 1; a warning counts as a question.",
)
def command(documents: tuple[Path, ...], *, scope_only: bool, form: str, fail_on: str) -> int:
    """Check documents, or all of a folder."""
    groups = [load_all(where) for where in dict.fromkeys(documents or (Path(),))]
    others = {one.document.path: _others(one, group) for group in groups for one in group}
    projects = list({one.document.path: one for group in groups for one in group}.values())
    reads = {
        one.document.path: cold_read(one, others=others[one.document.path], scope_only=scope_only) for one in projects
    }
    findings = [finding for read in reads.values() for finding in read.findings]
    silenced = [one for read in reads.values() for one in read.silenced]
    listed = {one.document.path: checklist(one, reads[one.document.path].findings) for one in projects}
    if form == "json":
        out(findings_json(findings, silenced=silenced, version=__version__, checklist=listed))
    elif form == "github":
        out(findings_github(findings))
    elif form == "sarif":
        out(findings_sarif(findings, guides(), silenced=silenced, version=__version__))
    elif form == "junit":
        out(findings_junit(findings, guides(), silenced=silenced))
    else:
        texts = {one.document.path: one.document.text for one in projects}
        out(findings_text(findings, texts, silenced=silenced, checklist=listed, color=colour(), width=width()))
    return int(_fails(findings, fail_on))


def _others(one: Project, projects: Sequence[Project]) -> Sequence[Project]:
    """The other documents of its folder; read once where all of them are."""
    return beside(one) if len(projects) == 1 else [other for other in projects if other is not one]


def _fails(findings: Sequence[Finding], fail_on: str) -> bool:
    return any(finding.severity in _FAIL_ON[fail_on] for finding in findings)
