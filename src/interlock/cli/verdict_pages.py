"""Prints verdicts, and what criteria are worth, in each format; keeps them as evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from interlock import __version__
from interlock.cli.console import colour, out, say, width
from interlock.cli.progress import counting
from interlock.errors import InterlockError
from interlock.journeys.project import Project
from interlock.journeys.verifying import keep_verdicts
from interlock.model.falsification import Falsification
from interlock.model.verdict import Verdict
from interlock.render import (
    falsification_github,
    falsification_json,
    falsification_junit,
    falsification_text,
    verdict_blocks,
    verdicts_github,
    verdicts_json,
    verdicts_junit,
    verdicts_summary,
)


def told(each: Iterable[Verdict], count: int, *, form: str, timeline: bool, quiet: bool) -> list[Verdict]:
    """Print the verdicts, as text one by one as they come; all of them."""
    verdicts: list[Verdict] = []
    if form == "text":
        for block in verdict_blocks(_noted(each, verdicts), color=colour(), width=width(), timeline=timeline):
            out(block)
        out("\n" + verdicts_summary(verdicts, color=colour()))
        return verdicts
    with counting("criteria", quiet=quiet) as counted:
        for verdict in each:
            verdicts.append(verdict)
            counted(len(verdicts), count)
    if form == "json":
        out(verdicts_json(verdicts, version=__version__))
    elif form == "junit":
        out(verdicts_junit(verdicts))
    elif verdicts_github(verdicts):
        out(verdicts_github(verdicts))
    return verdicts


def told_worth(found: Falsification, *, form: str) -> None:
    """Print what the criteria are worth."""
    if form == "json":
        out(falsification_json(found, version=__version__))
    elif form == "junit":
        out(falsification_junit(found))
    elif form == "github":
        if falsification_github(found):
            out(falsification_github(found))
    else:
        out(falsification_text(found, color=colour(), width=width()).rstrip("\n"))


def kept(project: Project, verdicts: Sequence[Verdict], *, environment: str | None = None, quiet: bool) -> None:
    """Keep the verdicts on all criteria beside the document; where that cannot be, it is said."""
    try:
        path = keep_verdicts(project, verdicts, environment=environment)
    except InterlockError as problem:
        say(f"these verdicts are not kept as evidence: {problem.message}")
        return
    if path is None:
        say("these verdicts are not kept as evidence: the document or a description was changed in the meantime")
    else:
        say(f"kept in `{path}`", quiet=quiet)


def _noted(each: Iterable[Verdict], verdicts: list[Verdict]) -> Iterator[Verdict]:
    for verdict in each:
        verdicts.append(verdict)
        yield verdict
