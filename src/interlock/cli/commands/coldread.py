"""Record who read the document cold, and what they asked.

A cold read is by somebody of each side who was in no meeting: nobody whom the document names. Each question is about
a row (`Order/on-delete: why archive?`), is written under Questions, and is open until the owner answers. The evidence
lies in `evidence/` and holds for the decisions that were read: when one of them changes, it is to be read again. Of a
folder with several documents, all that have this side were read; name the one where only that one was.

Without --reader, --show tells how it stands; on a terminal, what is not given is asked for.

Exit codes: 0 both sides have read it and nothing is open, 1 something is missing, 2 could not run.
"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from interlock import __version__
from interlock.adapters.whoami import who
from interlock.cli import options
from interlock.cli.console import colour, complain, out, say, width
from interlock.errors import UsageError
from interlock.journeys.project import all_documents
from interlock.journeys.reading import ask_while_reading, coldread_standing, coldreads, demand_reader, demand_row
from interlock.render import coldread_json, coldread_text, visible


@click.command(help=__doc__)
@options.document
@click.option("--show", is_flag=True, help="Show how it stands, and record nothing.")
@click.option("--reader", metavar="NAME", help="Who read it.")
@click.option("--of", metavar="SIDE", help="For which side: a system's name or its company's.")
@click.option("--question", "questions", metavar="'WHAT: QUESTION'", multiple=True, help="What they asked; repeatable.")
@click.option("--by", metavar="NAME", help="Who records it (default: INTERLOCK_BY, else your login).")
@options.output("text", "json")
def command(
    document: Path,
    *,
    show: bool,
    reader: str | None,
    of: str | None,
    questions: tuple[str, ...],
    by: str | None,
    form: str,
) -> int:
    """Record a cold read, or show how it stands."""
    if show:
        if reader or of or questions:
            raise UsageError("`--show` records nothing", hint="leave it out to record a read")
    else:
        asked = [_parts(one) for one in questions]
        if reader is None or of is None:
            reader, of, more = _told(document, reader, of, ask_more=not questions)
            asked += more
        for path in coldreads(document, reader=reader, of=of, questions=asked, by=by or who()):
            say(f"recorded in {visible(str(path))}")
    standings = {path.name: coldread_standing(path) for path in all_documents(document)}
    if form == "json":
        out(coldread_json(standings, version=__version__))
    else:
        shown = [coldread_text(one, color=colour(), width=width()) for one in standings.values()]
        heads = [f"{visible(name)}\n\n" if len(standings) > 1 else "" for name in standings]
        out("\n".join(f"{head}{text}" for head, text in zip(heads, shown, strict=True)))
    return 0 if all(one.complete for one in standings.values()) else 1


def _parts(question: str) -> tuple[str, str]:
    about, colon, said = question.partition(":")
    if not colon or not said.strip():
        raise UsageError(
            f"`{question}` does not say what it is about", hint="write it like `Order/on-delete: why archive?`"
        )
    return about.strip(), said.strip()


def _told(
    document: Path, reader: str | None, of: str | None, *, ask_more: bool
) -> tuple[str, str, list[tuple[str, str]]]:
    """What a person says of a read.

    Raises:
        UsageError: there is no terminal to ask on, or this person cannot have read it cold.
    """
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise UsageError("who read it, and for which side?", hint="give --reader NAME and --of SIDE, or --show")
    reader = reader or click.prompt("who read it", err=True)
    of = of or click.prompt("for which side (a system or a company)", err=True)
    demand_reader(document, reader=reader, of=of)
    asked: list[tuple[str, str]] = []
    try:
        # Each question is written at once, so that Ctrl-C and a lost connection cost none.
        while ask_more and (one := _question(document, reader)) is not None:
            asked.append(one)
    except click.Abort:
        if asked:
            say("\nwhat was asked is written under Questions; the read itself is not recorded")
        raise
    return reader, of, asked


def _question(document: Path, reader: str) -> tuple[str, str] | None:
    """One more question, written into the document; None where there is none."""
    while True:
        about = click.prompt("what did they ask about (empty: nothing more)", default="", show_default=False, err=True)
        if not about.strip():
            return None
        try:
            demand_row(document, about)
        except UsageError as problem:
            # What was typed before is worth more than an end at the first slip.
            complain(problem)
            continue
        question = click.prompt("what did they ask", err=True)
        ask_while_reading(document, about, question, reader=reader)
        return about, question
