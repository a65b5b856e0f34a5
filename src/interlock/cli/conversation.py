"""Questions and answers on a terminal."""

from __future__ import annotations

import sys
from contextlib import suppress

import click

from interlock.asking import ELSEWHERE, quoted
from interlock.cli.console import colour, out, say, width
from interlock.cli.slips import meant
from interlock.errors import UsageError
from interlock.journeys.asking import ChangedMeanwhile, Session
from interlock.journeys.judging import Became, Result
from interlock.journeys.sitting import Sitting
from interlock.journeys.steps import Step
from interlock.render import question_text, visible, wrapped

_HELP = (
    "a number, or words of your own (in quotes: as they are); or: skip (ask it another time), back (take the last "
    "answer back), why (what a wrong answer would cost), leave REASON (leave it open on purpose), ask NAME (let "
    "somebody else answer), quit (what is answered stays)"
)


def converse(sitting: Sitting) -> None:
    """Ask until nothing is open, or the person has enough.

    Raises:
        UsageError: there is no terminal to ask on.
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError(
            "there is no terminal to ask on",
            hint="give the answers in a file with --answers FILE, or see the questions with `interlock check`",
        )
    with suppress(ImportError):
        import readline  # noqa: F401, PLC0415 - lets the line be edited; not every Python has it
    if sitting.several:
        _list(sitting)
    shown: Session | None = None
    while (turn := sitting.next()) is not None:
        session, step = turn
        if session is not shown:
            _greet(session, sitting, first=shown is None)
            shown = session
        if not _asked(sitting, session, step):
            break
    left = len(sitting.open())
    say("nothing to ask" if not left else f"{left:,} still open; `interlock check` lists them")


def _list(sitting: Sitting) -> None:
    counted = [(visible(session.path.name), len(session.open())) for session in sitting.sessions]
    longest = max(len(name) for name, _ in counted)
    say("\n".join(f"{name:<{longest}}  {f'{count:,} open' if count else 'nothing open'}" for name, count in counted))


def _greet(session: Session, sitting: Sitting, *, first: bool) -> None:
    if sitting.several:
        say(f"\nnow {visible(session.path.name)}")
    owner = session.document.owner
    if not session.decides and owner is not None:
        say(
            click.wrap_text(
                f"you answer as `{visible(session.by)}`, who is neither the owner ({visible(owner.name)}) nor a "
                "delegate: your answers become proposals (--by NAME says who you are)",
                width(),
            )
        )
    if first:
        say(click.wrap_text(f"answer with {_HELP}", width()))


def _asked(sitting: Sitting, session: Session, step: Step) -> bool:
    """Ask one question until it is answered or left; whether to go on."""
    choices = [(choice.words, choice.then) for choice in step.choices]
    shown = question_text(
        step.findings,
        session.document.text,
        choices,
        expects=step.expects,
        left=step.left,
        color=colour(),
        width=width(),
    )
    out(f"\n{shown}")
    if step.finding in session.left_open:
        say("  it is left open on purpose; an answer takes that row away")
    if step.elsewhere:
        why = ELSEWHERE.get(step.finding.code, "it takes more than a few words")
        say(wrapped(f"ask cannot write this: {why}; Enter goes on", width=width(), first="  ", rest="  "))
    instead = ""
    while True:
        try:
            said = input("> ").strip()
        except EOFError:
            say("")
            return False
        try:
            if step.elsewhere and not said:
                session.skip(step)
                return True
            if instead and not said:
                result: bool | Result | None = _told(session, session.answer(step, instead))
            else:
                result = _understood(sitting, session, step, said)
        except ChangedMeanwhile as problem:
            say(f"  {visible(problem.message)}: {problem.hint}")
            return True
        if isinstance(result, bool):
            return result
        instead = result.instead if result is not None else ""
        if instead:
            say(f"  Enter alone takes: {visible(instead)}")


def _understood(sitting: Sitting, session: Session, step: Step, said: str) -> bool | Result | None:
    """Do what was said: True goes on, False ends, anything else asks again."""
    word, _, rest = said.partition(" ")
    if said.casefold() in {"quit", "q", "exit"}:
        return False
    if said.casefold() in {"skip", "s"}:
        session.skip(step)
        return True
    if said.casefold() in {"back", "b"}:
        if sitting.back():
            return True
        say("there is nothing to take back")
        return None
    if said in {"", "?", "help"}:
        say(click.wrap_text(f"answer with {_HELP}", width()))
        return None
    if said.casefold() == "why":
        told = (step.finding.why or "nothing more is known", step.finding.hint)
        say("\n".join(wrapped(one, width=width(), first="  ", rest="  ") for one in told if one))
        return None
    # `ask` alone, and `ask the owner`, are rules for deletes.
    if word.casefold() == "ask" and rest and rest.casefold() != "the owner":
        return _told(session, session.hand_on(step, rest.strip()))
    if word.casefold() == "leave" and rest:
        return _told(session, session.leave_open(step, rest.strip()))
    words = [choice.words for choice in step.choices]
    slip = "" if quoted(said) is not None else meant(said, words)
    if slip:
        return _told(session, Result(Became.REFUSED, f"did you mean `{slip}`? to write `{said}`, put it in quotes"))
    return _told(session, session.say(step, said))


def _told(session: Session, result: Result) -> bool | Result:
    if result.became is Became.REFUSED:
        said = wrapped(f"no: {result.reason}", width=width(), first="  ", rest="  ")
        say(said.replace("no", click.style("no", fg="red") if colour() else "no", 1))
        return result
    if result.became is Became.PROPOSED and session.document.owner is not None:
        say(f"  written under Questions as your proposal, for {visible(session.document.owner.name)}")
    if result.became is Became.HANDED_ON:
        say("  written under Questions")
    return True
