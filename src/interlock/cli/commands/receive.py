"""Take up what a partner sent back from the page that `render --for partner` made.

Questions, answers and proposals become rows under Questions, where they stay open until the owner decides; nothing that
a reply says is a decision, unless it is yours and you may decide. Approvals are kept beside the signatures, as the
weaker grade that they are: a reply file says who agreed and cannot prove it. What end users accept, the stories or the
verification report, is kept in `evidence/` as their statement. An approval or acceptance of another state of the
document is refused, and so is a file that was changed, has anything that a reply does not have, or belongs to another
document.

Exit codes: 0 all taken up, 1 something was refused, 2 could not run; then nothing of any file was taken up.
"""

from __future__ import annotations

from pathlib import Path

import click

from interlock import __version__
from interlock.adapters.whoami import who
from interlock.cli import options
from interlock.cli.console import colour, out, width
from interlock.journeys.replies import receive
from interlock.render import visible
from interlock.render.received import received_json, received_text


@click.command(help=__doc__)
@click.argument("replies", metavar="REPLY...", nargs=-1, required=True, type=click.Path(path_type=Path))
@options.where
@click.option("--by", metavar="NAME", help="Who takes them up (default: INTERLOCK_BY, else your login).")
@click.option("--dry-run", is_flag=True, help="Write nothing; show what would change.")
@options.output("text", "json")
def command(replies: tuple[Path, ...], *, document: Path, by: str | None, dry_run: bool, form: str) -> int:
    """Receive replies."""
    taken = receive(document, replies, by=by or who(), dry_run=dry_run)
    if form == "json":
        out(received_json(taken, version=__version__))
    else:
        out(received_text(taken, color=colour(), width=width()))
        if dry_run:
            out("".join(visible(one.diff, newlines=True) for one in taken))
    return 0 if all(one.clean for one in taken) else 1
