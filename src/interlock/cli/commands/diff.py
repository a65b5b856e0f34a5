"""Say what changed between two versions of a document, what that means, and who has to sign again.

OLD and NEW are files, revisions of git (`HEAD~1`, `v1.2`), or files in one (`v1.2:folder/NAME.interlock.md`). Without
NEW it is the document as it is now; without OLD, what was last signed of each layer.

Each change is told in the words of the document, as breaking for the partner, as needing re-verification (with the
criteria that a changed mapping touches), or as wording only. Moved rows and aligned tables are no changes. API
descriptions and corrections are compared, too, as they were in that revision.

Exit codes: 0 nothing as grave as --fail-on says, 1 something is, 2 could not run.
"""

from __future__ import annotations

from pathlib import Path

import click

from interlock import __version__
from interlock.cli import options
from interlock.cli.console import colour, out, width
from interlock.journeys.diffing import diff
from interlock.model.differences import Effect
from interlock.render import diff_json, diff_markdown, diff_text

_FAIL_ON = ("breaking", "verify", "wording", "never")


@click.command(help=__doc__)
@click.argument("old", required=False)
@click.argument("new", required=False)
@options.where
@click.option(
    "--fail-on",
    type=click.Choice(_FAIL_ON),
    default="wording",
    show_default=True,
    help="The least change that makes the exit code 1.",
)
@options.output("text", "json", "markdown")
def command(old: str | None, new: str | None, *, document: Path, fail_on: str, form: str) -> int:
    """Compare two versions."""
    found = diff(old, new, where=document)
    if form == "json":
        out(diff_json(found, version=__version__))
    elif form == "markdown":
        out(diff_markdown(found))
    else:
        out(diff_text(found, color=colour(), width=width()))
    counting = list(Effect)[: _FAIL_ON.index(fail_on) + 1] if fail_on != "never" else []
    return int(any(found.counts[effect] for effect in counting))
