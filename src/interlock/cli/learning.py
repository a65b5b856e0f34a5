"""The other things that `interlock learn` does with what is known of a system."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from interlock import __version__
from interlock.cli.console import colour, out, say, width
from interlock.journeys.knowing import Knowledge, correct, explained, questions
from interlock.journeys.revising import update
from interlock.render import findings_json, findings_text, visible
from interlock.render.explained import (
    explained_json,
    explained_text,
    questions_json,
    questions_text,
    restated_text,
)


def explain(known: Knowledge, text: str, *, form: str) -> int:
    """Show what is known of one thing, where it was read, and what is not known; 1 where something is not."""
    found = explained(known, text)
    if form == "json":
        out(explained_json(found, version=__version__).rstrip("\n"))
    else:
        out(explained_text(found, color=colour(), width=width()).rstrip("\n"))
    return int(any(one.questions for one in found))


def ask(known: Knowledge, *, form: str) -> int:
    """Show all that is not known, as questions; 1 where there is one."""
    found = questions(known)
    if form == "json":
        out(questions_json(found, version=__version__).rstrip("\n"))
    else:
        out(questions_text(found, color=colour(), width=width()).rstrip("\n"))
    return int(bool(found))


def state(
    known: Knowledge, settings: Sequence[str], removed: Sequence[str], *, because: str, by: str | None, quiet: bool
) -> int:
    """Write corrections down and show what is known now; 1 where something is wrong in the description."""
    done = correct(known, settings, removed=removed, because=because, by=by)
    out(restated_text(done.restated, color=colour(), width=width()).rstrip("\n"))
    if done.findings:
        say(findings_text(done.findings, "", color=colour(), width=width()), quiet=quiet)
    for path in done.written:
        say(f"written to {visible(str(path))}", quiet=quiet)
    return int(bool(done.findings))


def revise(known: Knowledge, new: Path, *, take: bool, form: str, quiet: bool) -> int:
    """Show what a new version of the description changes, and take it when told; 1 where it changes something."""
    found = update(known, new, take=take)
    if form == "json":
        out(findings_json(found.findings, version=__version__).rstrip("\n"))
    elif found.findings:
        text = known.project.document.text
        out(findings_text(found.findings, text, color=colour(), width=width()).rstrip("\n"))
    else:
        out("nothing changes for the records and fields in the document")
    for path in found.written:
        say(f"written to {visible(str(path))}", quiet=quiet)
    if not take and found.can_be_taken:
        say("nothing was written; `--take` puts it in the place of the description so far", quiet=quiet)
    return int(bool(found.findings))
