"""Go through what is open, and write the answers into the document.

What most other questions wait for is asked first, with the answers that can be chosen and what then happens. An answer
is a number or words of your own; it is tried before it is written, changes its own cell or line only, and is recorded
under Changes with who decided it. Besides answers there are: skip, back, quit, why, `leave REASON` to leave one open on
purpose, and `ask NAME` to hand one on. In a folder of several documents all are gone through, one after the other.

Only the owner, or a delegate whom the document names, decides: answers of others are written under Questions as
proposals. Ctrl-C keeps what was answered.

With --answers, a YAML or JSON file has the answers by subject (`Order/on-delete: archive`), fingerprint, or code and
subject; what several documents ask stands below the name of the file that is meant. With --add, a question of your own
is written under Questions.

Exit codes: 0 nothing is open and every answer was used, 1 something is open, refused or not used, 2 could not run.
"""

from __future__ import annotations

from pathlib import Path

import click

from interlock import __version__
from interlock.adapters.whoami import who
from interlock.cli import completing, options
from interlock.cli.console import out, say, width
from interlock.cli.conversation import converse
from interlock.errors import UsageError
from interlock.journeys.answering import answer_all, read_answers
from interlock.journeys.questions import add_question
from interlock.journeys.sitting import Sitting
from interlock.render import answers_json, answers_text, visible


@click.command(help=__doc__)
@options.document
@click.option("--by", metavar="NAME", help="Who answers or asks (default: INTERLOCK_BY, else your login).")
@click.option("--scope", "scope_only", is_flag=True, help="Leave out what needs field mappings and API descriptions.")
@click.option(
    "--only",
    metavar="WHAT",
    default="",
    shell_complete=completing.subjects,
    help="Ask only about this: a record, `Order/on-delete`, a code.",
)
@click.option(
    "--answers", "file", metavar="FILE", type=click.Path(path_type=Path), help="Take the answers from a file."
)
@click.option("--dry-run", is_flag=True, help="Write nothing; show what would change.")
@click.option("--add", "question", metavar="QUESTION", help="Add a question of your own.")
@click.option("--on", metavar="WHAT", default="", help="With --add: what it is about, such as `Order/on-delete`.")
@click.option("--for", "to", metavar="NAME", default="", help="With --add: who is to answer (default: the owner).")
@options.output("text", "json")
def command(
    document: Path,
    *,
    by: str | None,
    scope_only: bool,
    only: str,
    file: Path | None,
    dry_run: bool,
    question: str | None,
    on: str,
    to: str,
    form: str,
) -> int:
    """Ask, or take answers from a file, or add a question."""
    me = by or who()
    if question is not None:
        raised = add_question(document, question, on=on, by=me, to=to, dry_run=dry_run)
        about = f" about {visible(raised.about)}" if raised.about else ""
        out(f"line {raised.line}: a question{about} for {visible(raised.asks or 'the owner')}")
        if dry_run:
            out("".join(visible(line) + "\n" for line in raised.diff.splitlines()))
        return 0
    if on or to:
        raise UsageError("`--on` and `--for` belong to a question", hint='give it with --add "QUESTION"')
    sitting = Sitting(document, by=me, scope_only=scope_only, only=only, dry_run=dry_run)
    if file is None:
        converse(sitting)
        if dry_run and sitting.diff:
            out("".join(visible(line) + "\n" for line in sitting.diff.splitlines()))
        return 1 if sitting.open() else 0
    given_answers = read_answers(file)
    for session in sitting.sessions:
        if not session.decides:
            where = f" of {visible(session.path.name)}" if sitting.several else ""
            say(f"`{visible(session.by)}` is neither the owner{where} nor a delegate: the answers become proposals")
    done = answer_all(sitting, given_answers)
    given = [(one.key, one.answer, one.became, one.reason, one.document) for one in done.given]
    diff = done.diff if dry_run else ""
    if form == "json":
        out(answers_json(given, done.open, diff, version=__version__))
    else:
        out(answers_text(given, done.open, diff, width=width()))
    return 0 if done.clean else 1
