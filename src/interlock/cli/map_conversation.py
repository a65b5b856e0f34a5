"""Proposed field pairs on a terminal, one after the other."""

from __future__ import annotations

import sys
from contextlib import suppress

import click

from interlock.cli.console import colour, out, say, width
from interlock.cli.mapping import as_proposed
from interlock.errors import InterlockError, UsageError
from interlock.journeys.map_sitting import MapSitting, Turn
from interlock.journeys.suggesting import Proposals
from interlock.render import suggestions_text, visible, wrapped
from interlock.render.plain import paint
from interlock.render.suggestions import MARKS, candidates_lines

_HELP = (
    "Enter or 1 (take the first), another number, a field of the other system (`FIELD`, or `FIELD: RULE` where the "
    "value changes on its way), `rule: RULE` (the first, by another rule), skip, never (not proposed again), back, "
    "sure (take all that are sure), list (show all), quit (what was taken stays)"
)


def converse(sitting: MapSitting, proposals: Proposals) -> None:
    """Ask pair by pair until nothing is proposed, or the person has enough.

    Raises:
        UsageError: there is no terminal to ask on.
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError(
            "there is no terminal to ask on",
            hint="take what is sure with --accept sure, or decide in a workbook with -o",
        )
    with suppress(ImportError):
        import readline  # noqa: F401, PLC0415 - lets the line be edited; not every Python has it
    say(click.wrap_text(f"answer with {_HELP}", width()))
    while (turn := sitting.next()) is not None:
        out(f"\n{_shown(turn, proposals)}")
        while True:
            try:
                said = input("> ").strip()
            except EOFError:
                say("")
                return
            try:
                done = _understood(sitting, turn, said, proposals)
            except UsageError as no:
                _no(no)
                continue
            if done is None:
                return
            if done:
                break


def _shown(turn: Turn, proposals: Proposals) -> str:
    met = proposals.meeting
    lines = []
    if turn.fed is not None:
        what = f"{met.system(turn.fed)} requires `{turn.field}`; what fills it?"
        lines.append(paint(wrapped(what, width=width()), "bad", color=colour()))
    elif turn.choices:
        mark = turn.choices[0].confidence
        said = paint(mark.value if mark in MARKS else "hardly", MARKS.get(mark, "dim"), color=colour())
        lines.append(f"{said}  ({turn.left:,} to go)")
    lines += candidates_lines(turn.choices, color=colour(), width=width(), numbered=True)
    if turn.fed is not None:
        lines.append(
            wrapped(f"a field of {met.system(turn.fed.other)}, or `always VALUE`", width=width(), first="  …  ")
        )
    return "\n".join(lines)


def _understood(sitting: MapSitting, turn: Turn, said: str, proposals: Proposals) -> bool | None:
    """Do what was said: True goes on, False asks again, None ends."""
    word = said.casefold()
    if word in {"quit", "q", "exit"}:
        return None
    if word in {"skip", "s"} or (not said and not turn.choices):
        sitting.skip()
        return True
    if word in {"never", "n"} and turn.choices:
        sitting.never(turn)
        return True
    if word in {"back", "b"}:
        if sitting.back():
            return True
        say("  there is nothing to take back")
        return False
    if word in {"?", "help"}:
        say(click.wrap_text(f"answer with {_HELP}", width()))
        return False
    if word == "list":
        out(suggestions_text(as_proposed(proposals), color=colour(), width=width()))
        return False
    if word == "sure":
        count, left_out = sitting.take_sure()
        for one, why in left_out:
            say(wrapped(f"left out: {', '.join(one.left)}: {why}", width=width(), first="  ", rest="    "))
        say(f"  {count:,} taken")
        return True
    return _taken(sitting, turn, said)


def _taken(sitting: MapSitting, turn: Turn, said: str) -> bool:
    if said in {"", "y", "yes"} or said.isdecimal():
        number = int(said) if said.isdecimal() and len(said) < 4 else 1
        if not 1 <= number <= len(turn.choices):
            raise UsageError(f"`{said}` is none of the {len(turn.choices)} choices")
        refused = sitting.take([turn.choices[number - 1]])
    else:
        refused = sitting.own(turn, said)
    if refused:
        _no(UsageError(refused))
    return not refused


def _no(problem: InterlockError) -> None:
    told = f"no: {problem.message}{f' ({problem.hint})' if problem.hint else ''}"
    say(wrapped(visible(told), width=width(), first="  ", rest="  "))
