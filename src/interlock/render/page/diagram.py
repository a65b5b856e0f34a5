"""Where everything of the architecture diagram stands, in the units of its drawing."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from interlock.render.view.inline import plain
from interlock.render.view.model import Arrow, Diagram

MOST_ARROWS = 22
"""So many fit on a printed page; more go into a further drawing."""

_HEAD, _FOOT = 62, 14
_ROW, _TIGHT_ROW = 46, 29
_ROOMY = 8


@dataclass(frozen=True, slots=True)
class Wire:
    """One arrow: its height, the words above and below it, and at which ends it has a head."""

    y: int
    above: str
    below: str
    left: str
    right: str
    to_left: bool
    to_right: bool


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing with boxes of `box` units at both edges; `title` and `told` say what it shows to who cannot see it."""

    width: int
    height: int
    box: int
    left: str
    left_note: str
    right: str
    right_note: str
    wires: tuple[Wire, ...]
    title: str
    told: str
    narrow: bool

    @property
    def start(self) -> int:
        """Where the arrows begin."""
        return self.box + 8

    @property
    def end(self) -> int:
        """Where the arrows end."""
        return self.width - self.box - 8

    @property
    def middle(self) -> int:
        """The middle of the drawing."""
        return self.width // 2


def drawings(diagram: Diagram, *, narrow: bool) -> tuple[Drawing, ...]:
    """The drawings of a diagram, one unless it has many arrows."""
    arrows = diagram.arrows or ()
    parts = [arrows[i : i + MOST_ARROWS] for i in range(0, len(arrows), MOST_ARROWS)] or [()]
    return tuple(_drawing(diagram, part, narrow=narrow) for part in parts)


def _drawing(diagram: Diagram, arrows: tuple[Arrow, ...], *, narrow: bool) -> Drawing:
    width, box = (350, 104) if narrow else (760, 230)
    tight = len(diagram.arrows) > _ROOMY and not narrow
    row = _TIGHT_ROW if tight else _ROW
    # A character takes about so many units of the drawing's fonts; wide scripts take two characters' room.
    in_box, between = (12, 17) if narrow else (28, 36)
    wires = tuple(
        Wire(
            y=_HEAD + row // 2 + number * row,
            above=cut(_above(one, tight=tight), between + (4 if tight else 0)),
            below="" if tight else cut(plain(one.how_often), between),
            left="" if narrow else cut(plain(one.left), in_box),
            right="" if narrow else cut(plain(one.right), in_box),
            to_left=one.direction in {"←", "↔"},
            to_right=one.direction in {"→", "↔"},
        )
        for number, one in enumerate(arrows)
    )
    left, right = plain(diagram.left), plain(diagram.right)
    return Drawing(
        width=width,
        height=_HEAD + max(1, len(arrows)) * row + _FOOT,
        box=box,
        left=cut(left, 11 if narrow else 22),
        left_note="" if narrow else cut(plain(diagram.left_note), 34),
        right=cut(right, 11 if narrow else 22),
        right_note="" if narrow else cut(plain(diagram.right_note), 34),
        wires=wires,
        title=f"What flows between {left} and {right}",
        told=" ".join(_told(diagram, one) for one in arrows) or "Nothing flows yet.",
        narrow=narrow,
    )


def _above(one: Arrow, *, tight: bool) -> str:
    parts = (plain(one.record), plain(one.how_often) if tight else "")
    return " · ".join(part for part in parts if part)


def _told(diagram: Diagram, one: Arrow) -> str:
    left, right = plain(diagram.left), plain(diagram.right)
    ways = {
        "→": f"from {left} to {right}",
        "←": f"from {right} to {left}",
        "↔": f"between {left} and {right}, both ways",
    }
    often = f", {plain(one.how_often)}" if one.how_often else ""
    return f"{plain(one.record)} {ways.get(one.direction, 'in a direction that is not decided yet')}{often}."


def cut(text: str, most: int) -> str:
    """The text, or as much of it as has room, with an ellipsis."""
    taken = 0
    for number, sign in enumerate(text):
        taken += 2 if unicodedata.east_asian_width(sign) in "WF" else 1
        if taken > most:
            return text[: max(0, number - 1)].rstrip() + "…"
    return text
