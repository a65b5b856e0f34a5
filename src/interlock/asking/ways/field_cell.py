"""What a row of the field mapping leaves open: who wins, which way a counted number flows, what is shown of a value."""

from __future__ import annotations

from interlock.asking.offer import Asked, Choice, NotAnAnswer, Offer, Way
from interlock.document.editing import write_cell
from interlock.model.value import Side

_ARROWS = {"->": "→", "<-": "←", "→": "→", "←": "←"}


def _offer(asked: Asked) -> Offer:
    column, choices, expects = {
        "field-winner-undecided": _winner,
        "counted-number-both-ways": _counter,
        "personal-value-shown": _shown,
    }[asked.finding.code](asked)
    names = {asked.name(side).casefold() for side in Side}

    def write(words: str) -> str:
        said = " ".join(words.split())
        if not said:
            raise NotAnAnswer("nothing is written")
        if column != "Direction":
            return write_cell(asked.text, asked.finding.place.line, [column], said)
        if said in _ARROWS:
            return write_cell(asked.text, asked.finding.place.line, [column], _ARROWS[said])
        if said.casefold() not in names:
            raise NotAnAnswer(f"`{said}` is no direction and no system; {expects}")
        return write_cell(asked.text, asked.finding.place.line, ["Wins"], said)

    return Offer(write, choices, expects)


def _winner(asked: Asked) -> tuple[str, tuple[Choice, ...], str]:
    systems = [Choice(asked.name(side), f"the value of {asked.name(side)} stays") for side in Side]
    newest = Choice("newest wins, else source of truth", "the value that was changed last stays, if that can be known")
    hold = Choice("hold", "the item is set aside until somebody decides")
    return "Wins", (*systems, newest, hold), "or `newest wins by FIELD and FIELD, else hold`"


def _counter(asked: Asked) -> tuple[str, tuple[Choice, ...], str]:
    left, right = asked.name(Side.LEFT), asked.name(Side.RIGHT)
    ways = (
        Choice("→", f"{left} counts, and {right} only shows it"),
        Choice("←", f"{right} counts, and {left} only shows it"),
    )
    both = tuple(
        Choice(name, f"both may change it, and where both did {name} wins: what {other} counted then is lost")
        for name, other in ((left, right), (right, left))
    )
    return "Direction", (*ways, *both), "choose one of these"


def _shown(asked: Asked) -> tuple[str, tuple[Choice, ...], str]:
    del asked
    return (
        "Notes",
        (
            Choice("sensitive", "it is masked in reports, alerts and the history"),
            Choice("may be shown", "whoever reads a report or the history sees it"),
        ),
        "or another note: what has one that does not say `sensitive` is shown",
    )


WAY = Way(("field-winner-undecided", "counted-number-both-ways", "personal-value-shown"), _offer)
