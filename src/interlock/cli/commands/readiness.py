"""Say whether both systems can keep what the document promises, and whom to ask what.

For each record: what the system can do, cannot do, or does not say; what in the document rests on that, by line; how
a question is settled (ask the vendor, look at a response, probe) and the command that writes the answer down. The
score is 100 where all that the document needs is there; each line below it says how many of these points it costs
(what is missing its whole weight, what is not known half), so that 100 less all lines is the score.

--evidence shows for everything how it is done, how sure that is, and where it was read. --questions prints only what to
send to each vendor. --output writes a file: a page (.html), data (.json) or text.

Exit codes: 0 all that is needed is there, 1 something is missing or not known, 2 could not run.
"""

from __future__ import annotations

from pathlib import Path

import click

from interlock import __version__
from interlock.cli import completing, options
from interlock.cli.console import colour, out, say, width
from interlock.errors import UsageError
from interlock.journeys.project import load
from interlock.journeys.readying import readiness
from interlock.journeys.rendering import write_rendering
from interlock.model.readiness import Readiness
from interlock.render import letter_text, readiness_json, readiness_text, visible
from interlock.render.page.readiness import readiness_page

_ENDINGS = {".html": "html", ".htm": "html", ".json": "json", ".txt": "text", ".text": "text"}


@click.command(help=__doc__)
@options.document
@click.option(
    "--system",
    "systems",
    multiple=True,
    metavar="NAME",
    shell_complete=completing.systems,
    help="Only this system; repeatable.",
)
@click.option("--evidence", is_flag=True, help="Show where everything was read.")
@click.option("--questions", is_flag=True, help="Only what to send to each vendor.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="The file to write.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "html", "json"]),
    help="How to print (default: text, or by the ending of the file).",
)
@options.quiet
def command(
    document: Path,
    *,
    systems: tuple[str, ...],
    evidence: bool,
    questions: bool,
    output: Path | None,
    form: str | None,
    quiet: bool,
) -> int:
    """Report on both systems of a document."""
    chosen = form or _by_ending(output)
    if questions and chosen != "text":
        raise UsageError(f"`--questions` prints text, not `{chosen}`", hint="the page and the data have them, too")
    report = readiness(load(document), only=systems)
    text = _written(report, chosen, evidence=evidence, questions=questions, to_file=output is not None)
    if output is None:
        out(text.rstrip("\n"))
    else:
        write_rendering(output, text.encode())
        say(f"{visible(str(output))} was written", quiet=quiet)
    complete = all(one.score == 100 for one in report.systems)
    return 0 if complete else 1


def _by_ending(output: Path | None) -> str:
    if output is None:
        return "text"
    found = _ENDINGS.get(output.suffix.lower())
    if found is None:
        raise UsageError(
            f"no form ends in `{output.suffix or output.name}`",
            hint="name a file in .html, .json or .txt, or a --format",
        )
    return found


def _written(report: Readiness, form: str, *, evidence: bool, questions: bool, to_file: bool) -> str:
    if form == "json":
        return readiness_json(report, version=__version__)
    if form == "html":
        return readiness_page(report)
    columns = 100 if to_file else width()
    if questions:
        return letter_text(report.systems, width=columns) or "nothing to ask\n"
    return readiness_text(report, evidence=evidence, color=colour() and not to_file, width=columns)
