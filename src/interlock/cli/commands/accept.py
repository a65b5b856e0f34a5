"""Note that the end user accepts the stories, or later the verification report.

\b
    interlock accept stories --by "NAME"
    interlock accept report --by "NAME" --reason "shown to the whole team"
    interlock accept no-vendor-sandbox --by "OWNER" --reason "the vendor has none"

WHAT is `stories` (as they are worded now), `report` (the verdicts of the last `interlock verify`), or
`no-vendor-sandbox`: the owner says why the criteria are not run in a vendor's own sandbox. Only who has the role in the
document's table of People can accept; one who is elsewhere does it in the page of `render --for partner`, and
`receive` keeps it. It is that person's statement, kept in `evidence/` and shown as such, and does
not count any more when the stories, or the report, change.

Exit codes: 0 noted, 2 could not run: there is nothing to accept, or somebody else has to.
"""  # noqa: D301 - click's mark of lines that stay as they are

from __future__ import annotations

from pathlib import Path

import click

from interlock.adapters.whoami import who
from interlock.cli import options
from interlock.cli.console import say
from interlock.journeys.accepting import THINGS, accept
from interlock.journeys.project import load
from interlock.render import visible


@click.command(help=__doc__)
@click.argument("what", metavar="WHAT", type=click.Choice(THINGS))
@options.where
@click.option(
    "--by", metavar="NAME", help="Who accepts it, as the document has it (default: INTERLOCK_BY, else your login)."
)
@click.option("--reason", default="", metavar="TEXT", help="What they say with it.")
@options.quiet
def command(what: str, *, document: Path, by: str | None, reason: str, quiet: bool) -> int:
    """Note an acceptance."""
    done = accept(load(document), what, by=by or who(), note=reason)
    role = f" ({visible(done.role)})" if done.role else ""
    say(f"noted that {visible(done.by)}{role} accepts {_TOLD[done.what]}: {visible(str(done.file))}", quiet=quiet)
    return 0


_TOLD = {
    "stories": "the stories",
    "report": "the verification report",
    "no-vendor-sandbox": "that it is not verified in a vendor's sandbox",
}
