"""A row of Left open on purpose that is wrong: it is mended, or taken out, so that its question is asked again."""

from __future__ import annotations

import re

from interlock.asking.offer import Asked, Choice, NotAnAnswer, Offer, Way
from interlock.document.editing import without_row, write_cell
from interlock.document.sections.listings import LEFT_OPEN

_HEADINGS = {key: heading for heading, key in LEFT_OPEN.items()}
_OUT = "take it out"
_YES = "yes"
_NAMED = re.compile(r"`([^`]+)`")


def _offer(asked: Asked) -> Offer | None:
    line, code = asked.finding.place.line, asked.finding.code
    row = next((one for one in asked.document.left_open if one.span.line == line), None)
    if row is None:
        return None
    out = Choice(_OUT, f"`{row.code}` is asked wherever it is still open")

    def write(words: str) -> str:
        said = " ".join(words.split())
        if said.casefold() in {_OUT, "no"}:
            return without_row(asked.text, line)
        if not said:
            raise NotAnAnswer("nothing is written")
        if code == "silence-of-an-error":
            raise NotAnAnswer(f"it cannot stay open; `{_OUT}`, and it is asked")
        if code == "silence-by-somebody-else":
            if said.casefold() != _YES:
                raise NotAnAnswer(f"`{_YES}`, or `{_OUT}`")
            return _cell(asked, "decided_by", asked.by)
        if code == "silence-without-decision":
            text = asked.text if row.decided_by.strip() else _cell(asked, "decided_by", asked.by)
            return write_cell(text, line, [_HEADINGS["why"]], said if not row.why.strip() else row.why)
        if code == "silence-too-wide":
            return _cell(asked, "about", said)
        return _cell(asked, "code", f"`{said.strip('`')}`")

    if code == "silence-by-somebody-else":
        return Offer(write, (Choice(_YES, f"it stays open, as {asked.by} decides now"), out))
    if code == "silence-of-an-error":
        return Offer(write, (out,))
    if code == "silence-without-decision":
        expects = "why it stays open" if not row.why.strip() else f"anything: it is then {asked.by} who decided so"
        return Offer(write, (out,), f"or {expects}")
    if code == "silence-too-wide":
        every = Choice("all", "it stays open for every one, also for those that are still to come")
        return Offer(write, (*_each(asked), every, out), "or what it is about, such as a record")
    return Offer(write, (out,), "or the code of the question that is meant")


def _cell(asked: Asked, key: str, words: str) -> str:
    return write_cell(asked.text, asked.finding.place.line, [_HEADINGS[key]], words)


def _each(asked: Asked) -> tuple[Choice, ...]:
    """The questions that the finding itself names."""
    _, _, listed = asked.finding.message.rpartition("about ")
    return tuple(
        Choice(name, "it stays open for this one only; the others are asked") for name in _NAMED.findall(listed)
    )


WAY = Way(
    (
        "silence-by-somebody-else",
        "silence-of-an-error",
        "silence-of-nothing",
        "silence-too-wide",
        "silence-without-decision",
    ),
    _offer,
)
