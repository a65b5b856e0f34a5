"""Prints verdicts, and what criteria are worth, in each format; keeps them as evidence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from interlock import __version__
from interlock.adapters.clocks import SystemClock
from interlock.cli.console import colour, out, say, width
from interlock.cli.progress import counting
from interlock.errors import InterlockError
from interlock.journeys.evidence import digests_now
from interlock.journeys.falsifying import kept_falsification
from interlock.journeys.project import Project
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
from interlock.render.page.verification import PLAYED, Made, verification_page


def told(
    project: Project,
    each: Iterable[Verdict],
    count: int,
    *,
    form: str,
    timeline: bool,
    quiet: bool,
    played: str = PLAYED,
) -> list[Verdict]:
    """Print the verdicts, as text one by one as they come; all of them. `played` says on a page how."""
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
    elif form == "html":
        out(_page(project, verdicts, kept_falsification(project), played))
    elif verdicts_github(verdicts):
        out(verdicts_github(verdicts))
    return verdicts


def told_worth(project: Project, found: Falsification, *, form: str) -> None:
    """Print what the criteria are worth."""
    if form == "html":
        out(_page(project, found.sound, found))
    elif form == "json":
        out(falsification_json(found, version=__version__))
    elif form == "junit":
        out(falsification_junit(found))
    elif form == "github":
        if falsification_github(found):
            out(falsification_github(found))
    else:
        out(falsification_text(found, color=colour(), width=width()).rstrip("\n"))


def kept(keeping: Callable[[], Path | None], what: str, *, quiet: bool) -> None:
    """Keep something beside the document; where that cannot be, it is said."""
    try:
        path = keeping()
    except InterlockError as problem:
        say(f"{what} not kept as evidence: {problem.message}")
        return
    if path is None:
        say(f"{what} not kept as evidence: the document or a description was changed in the meantime")
    else:
        say(f"kept in `{path}`", quiet=quiet)


def _page(project: Project, verdicts: Sequence[Verdict], found: Falsification | None, played: str = PLAYED) -> str:
    made = Made(SystemClock().now(), __version__, digests_now(project))
    return verification_page(project.document, verdicts, made, found=found, played=played)


def _noted(each: Iterable[Verdict], verdicts: list[Verdict]) -> Iterator[Verdict]:
    for verdict in each:
        verdicts.append(verdict)
        yield verdict
