"""What a printed document is made of: headings, paragraphs, tables, the picture of what flows, lines to sign on.

Texts are as in the view, with inline Markdown; `interlock.render.view.inline.runs` takes them apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from interlock.render.view.model import Diagram


class Tone(StrEnum):
    """How a paragraph is set."""

    LEAD = "lead"
    """What the whole is about, right below the title."""
    PLAIN = "plain"
    QUIET = "quiet"
    """Beside the point: smaller, grey."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 (a section) or 2 (a record); `aside` stands beside it in small."""

    level: int
    text: str
    aside: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    text: str
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its lines, each a text; `quiet` are lines below them in small."""

    lines: tuple[str, ...]
    quiet: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; `widths` are shares of the line, `firm` columns are set in bold. Its heads repeat on each page."""

    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[int, ...]
    firm: tuple[int, ...] = (0,)


@dataclass(frozen=True, slots=True)
class Facts:
    """Short facts side by side, each with what it is: decisions about a record, who decides."""

    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """The picture of what flows between the two systems."""

    diagram: Diagram


@dataclass(frozen=True, slots=True)
class SigningLine:
    """A place to sign by hand for a company."""

    company: str


@dataclass(frozen=True, slots=True)
class Beside:
    """Two short tables side by side, each with its heading; one below the other where there are no columns."""

    left: tuple[Heading | Paragraph | Grid, ...]
    right: tuple[Heading | Paragraph | Grid, ...]


Block: TypeAlias = Heading | Paragraph | Grid | Facts | Picture | SigningLine | Beside


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole document: what stands on its title, its blocks, and what each page says at its foot.

    `tight` papers are set small, so that what is agreed first lies on few pages.
    """

    title: str
    over: str
    foot: str
    blocks: tuple[Block, ...]
    tight: bool = False
