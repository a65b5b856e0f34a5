"""A value that several documents write, or that goes round through them: which of the rows goes."""

from __future__ import annotations

from interlock.asking.offer import Asked, Choice, NotAnAnswer, Offer, Way
from interlock.document.editing import without_row, write_cell
from interlock.model.decisions import Direction
from interlock.model.value import Side

_OUT = "not by this document"
_ARROWS = {"->": "→", "<-": "←", "→": "→", "←": "←"}


def _offer(asked: Asked) -> Offer | None:
    line = asked.finding.place.line
    row = asked.record()
    pair = next((one for one in row.fields if one.span.line == line), None) if row is not None else None
    if row is None or pair is None:
        return None
    both = (pair.direction.value or row.direction.value) is Direction.BOTH

    def write(words: str) -> str:
        said = " ".join(words.split())
        if said.casefold() == _OUT:
            return without_row(asked.text, line)
        if both and said in _ARROWS:
            return write_cell(asked.text, line, ["Direction"], _ARROWS[said])
        raise NotAnAnswer(f"`{said}` is none of these; another document is changed by itself")

    field = f"{pair.left.text or pair.right.text}"
    choices = [Choice(_OUT, f"the row of {field} is taken out here; the other document goes on as it is")]
    if both:
        left, right = asked.name(Side.LEFT), asked.name(Side.RIGHT)
        choices += [
            Choice("→", f"it flows from {left} to {right} only"),
            Choice("←", f"it flows from {right} to {left} only"),
        ]
    return Offer(write, tuple(choices))


WAY = Way(("two-writers-of-one-field", "value-goes-round"), _offer)
