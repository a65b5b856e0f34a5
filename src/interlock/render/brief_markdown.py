"""A short report as GitHub Markdown; whatever its cells say, they stay text."""

from __future__ import annotations

from collections.abc import Iterator

from interlock.render.brief import Brief, Part
from interlock.render.markdown import paragraph, said, table


def brief_markdown(brief: Brief) -> str:
    """The report as Markdown."""
    return "\n".join(_lines(brief)).strip() + "\n"


def _lines(brief: Brief) -> Iterator[str]:
    yield from (f"# {said(brief.title)}", "", paragraph(brief.over), "", paragraph(brief.lead), "")
    yield from (f"- **{said(name)}**: {said(one)}" for name, one in brief.facts)
    yield ""
    for part in brief.parts:
        yield from _part(part, 2)
    yield paragraph(brief.foot)


def _part(part: Part, level: int) -> Iterator[str]:
    yield from (f"{'#' * level} {said(part.title)}", "")
    for one in part.said:
        yield from (paragraph(one), "")
    if part.items:
        yield from (f"- {said(one)}" for one in part.items)
        yield ""
    for grid in part.grids:
        yield from table([said(one) for one in grid.heads], ([said(cell) for cell in row] for row in grid.rows))
    for below in part.parts:
        yield from _part(below, level + 1)
