"""What this version does not do, and what it does though some would leave it out."""

from __future__ import annotations

from interlock.asking.offer import Asked, Choice, NotAnAnswer, Offer, Way
from interlock.document.editing import add_item, add_row
from interlock.document.sections.listings import OUT_OF_SCOPE

_OUT = "out: "


def _offer(asked: Asked) -> Offer:
    what = asked.finding.subject.partition("/")[2]

    def write(words: str) -> str:
        said = " ".join(words.split())
        if not said:
            raise NotAnAnswer("nothing is written")
        if what and said.casefold() in {"no", "out", "never"}:
            return _row(asked.text, what, "never")
        if what and said.casefold().startswith(_OUT):
            return _row(asked.text, what, said[len(_OUT) :])
        if what:
            return add_item(asked.text, "Assumptions and considerations", f"{what.capitalize()}: {said}")
        return _rows(asked.text, said)

    if not what:
        return Offer(
            write, expects="what is left out, several with `;` between, each with `(v1.1)` or `(never)` after it"
        )
    choices = (
        Choice(f"{_OUT}next version", f"{what} is not in this version, and is looked at for the next one"),
        Choice(f"{_OUT}never", f"{what} is not done, and nobody counts on it"),
    )
    return Offer(write, choices, "or how it is done in this version, in one sentence")


def _rows(text: str, said: str) -> str:
    for part in said.split(";"):
        what, _, candidate = part.strip().rstrip(")").partition("(")
        if what.strip():
            text = _row(text, what.strip(), candidate.strip())
    return text


def _row(text: str, what: str, candidate: str) -> str:
    return add_row(text, "Out of scope", OUT_OF_SCOPE, {"what": what[:1].upper() + what[1:], "candidate": candidate})


WAY = Way(("usual-assumption-undecided", "out-of-scope-missing"), _offer)
