"""A document's text with where its parts stand, for whoever changes it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from interlock.document.blocks import Block, Items, Table, Text, blocks
from interlock.document.columns import folded
from interlock.document.editing.edits import Edit, line_end
from interlock.document.front_matter import read_front_matter
from interlock.document.outline import Outline, Part, outline
from interlock.document.reading import HEADINGS
from interlock.document.report import Report
from interlock.document.words import Source

_ORDER = tuple(dict.fromkeys(HEADINGS.values()))


class Page:
    """The outline of a text and the blocks below each heading."""

    def __init__(self, text: str) -> None:
        self.source = Source("", text)
        self.line_end = line_end(text)

    @property
    def text(self) -> str:
        """The whole text."""
        return self.source.text

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """The outermost blocks below the front matter."""
        return tuple(blocks(self.source, read_front_matter(self.source, Report()).first_line))

    @cached_property
    def outline(self) -> Outline:
        """The sections."""
        return outline(self.source, self.blocks)

    def section(self, heading: str) -> Part | None:
        """The first section that means the same as this heading."""
        return next(iter(self.sections(heading)), None)

    def sections(self, heading: str) -> Iterator[Part]:
        """All sections that mean the same as this heading."""
        kind = HEADINGS[heading]
        kinds = {folded(name): its for name, its in HEADINGS.items()}
        return (part for part in self.outline.sections if kinds.get(folded(part.heading.text)) == kind)

    def table_at(self, offset: int) -> Table | None:
        """The outer table in one of whose lines a character stands."""
        line = self.source.span(offset, offset).line - 1
        return next((one for one in self.blocks if isinstance(one, Table) and one.line <= line < one.end), None)

    def end_of(self, part: Part) -> int:
        """Just past the last thing that stands directly under a heading."""
        return max([self._heading_end(part), *(self.block_end(block) for block in part.blocks)])

    def _heading_end(self, part: Part) -> int:
        line = self.source.span(part.heading.start, part.heading.start).line - 1
        below = self.source.line(line + 1).strip() if line + 1 < self.source.lines else ""
        underlined = (
            bool(below) and set(below) in ({"="}, {"-"}) and not self.source.line(line).lstrip().startswith("#")
        )
        return self.source.line_bounds(line + underlined)[1]

    def block_end(self, block: Table | Items | Text) -> int:
        """Just past a block."""
        return self.source.line_bounds(block.end - 1)[1] if isinstance(block, Table) else block.words.end

    def under(self, heading: str, body: str) -> Edit:
        """Put a block at the end of what stands directly under a heading; the heading is made where it is missing."""
        part = self.section(heading)
        gap = self.line_end * 2
        if part is not None:
            end = self.end_of(part)
            return Edit(end, end, f"{gap}{body}")
        whole = f"## {heading}{gap}{body}"
        at = self._place_of(heading)
        if at is not None:
            return Edit(at, at, f"{whole}{gap}")
        kept = self.text.rstrip()
        # What follows the last word are line ends only; they stay.
        return Edit(
            len(kept), len(kept), f"{gap if kept else ''}{whole}{'' if self.text[len(kept) :] else self.line_end}"
        )

    def under_all(self, heading: str, body: str) -> Edit:
        """Put a part with a sub-heading of its own at the end of a section; the section is made where it is missing."""
        part = self.section(heading)
        if part is None:
            return self.under(heading, body)
        end = max(self.end_of(one) for one in (part, *part.below))
        return Edit(end, end, f"{self.line_end * 2}{body}")

    def _place_of(self, heading: str) -> int | None:
        """Where the first section begins that comes after this one in a document; None at the end."""
        kinds = {folded(name): _ORDER.index(its) for name, its in HEADINGS.items()}
        mine = _ORDER.index(HEADINGS[heading])
        for part in self.outline.sections:
            if part.level <= 2 and kinds.get(folded(part.heading.text), -1) > mine:
                line = self.source.span(part.heading.start, part.heading.start).line - 1
                return self.source.starts[line]
        return None
