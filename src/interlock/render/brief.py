"""A short report in one form of values, from which text, Markdown and a page are made."""

from __future__ import annotations

from dataclasses import dataclass

from interlock.render.plain import paint, visible, wrapped
from interlock.render.tables import table


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; `name` says what it holds. Cells are text with code in backticks."""

    name: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A section: what it says in sentences, items of a list, tables, and sections below it."""

    title: str
    said: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    grids: tuple[Grid, ...] = ()
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Brief:
    """A report. `over` stands above the title and says what it is; `facts` are few, with a name each."""

    over: str
    title: str
    lead: str
    facts: tuple[tuple[str, str], ...]
    parts: tuple[Part, ...]
    foot: str


def brief_text(brief: Brief, *, color: bool = False, width: int = 100) -> str:
    """The report for a terminal or the text of a mail."""
    lines = [paint(visible(brief.title), "strong", color=color), wrapped(brief.over, width=width), ""]
    lines.append(wrapped(brief.lead, width=width))
    lines += ["", *(wrapped(f"{name}: {said}", width=width, rest="  ") for name, said in brief.facts)]
    for part in brief.parts:
        lines += _part(part, color, width, "")
    return "\n".join([*lines, "", wrapped(brief.foot, width=width)]) + "\n"


def _part(part: Part, color: bool, width: int, indent: str) -> list[str]:
    lines = ["", paint(wrapped(part.title, width=width, first=indent, rest=indent), "strong", color=color)]
    inner = f"{indent}  "
    lines += [wrapped(one, width=width, first=inner, rest=inner) for one in part.said]
    lines += [wrapped(one, width=width, first=f"{inner}- ", rest=f"{inner}  ") for one in part.items]
    for grid in part.grids:
        lines += [f"{inner}{line}" for line in table(grid.heads, grid.rows, color=color)]
    for one in part.parts:
        lines += _part(one, color, width, inner)
    return lines
