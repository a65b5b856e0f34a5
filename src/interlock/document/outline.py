"""The outline of the document: its title, and its sections with what stands under each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from interlock.document.blocks import Block, Heading, Items, Table, Text
from interlock.document.words import Source, Words
from interlock.model.document import Prose, Section
from interlock.model.place import Span


@dataclass
class Part:
    """What stands under one heading, without what stands under headings below it."""

    heading: Words
    level: int
    blocks: list[Table | Items | Text] = field(default_factory=list)
    below: list[Part] = field(default_factory=list)
    end: int = 0

    @property
    def tables(self) -> Iterator[Table]:
        """The tables directly under the heading."""
        return (block for block in self.blocks if isinstance(block, Table))

    @property
    def items(self) -> Iterator[Words]:
        """The items of the lists directly under the heading."""
        return (item for block in self.blocks if isinstance(block, Items) for item in block.items)

    @property
    def prose(self) -> tuple[Prose, ...]:
        """The paragraphs directly under the heading, as written."""
        texts = (block.words for block in self.blocks if isinstance(block, Text))
        return tuple(Prose(words.text, words.span) for words in texts)

    @property
    def span(self) -> Span:
        """From the heading's first word to the end of everything under it."""
        return self.heading.source.span(self.heading.start, max(self.end, self.heading.end))

    def section(self) -> Section:
        """What the document says of it."""
        prose = self.prose + tuple(said for part in self.below for said in part.prose)
        return Section(self.heading.text, self.level, self.span, prose)


@dataclass
class Outline:
    """The title, what stands before the first section, and the sections."""

    title: Words
    before: Part
    sections: list[Part]


def outline(source: Source, found: Iterable[Block]) -> Outline:
    """The outline of these blocks; headings of the third level and deeper are parts of their section."""
    nothing = Words(source, "", (), 0)
    title = nothing
    before = Part(nothing, 1)
    sections: list[Part] = []
    here = before
    for block in found:
        if isinstance(block, Heading):
            if block.level == 1 and not title and not sections:
                title = block.words
                continue
            here = Part(block.words, block.level)
            if block.level > 2 and sections:
                sections[-1].below.append(here)
            else:
                sections.append(here)
        else:
            here.blocks.append(block)
        end = block.words.end
        for part in (here, *sections[-1:]):
            part.end = max(part.end, _end(source, block, end))
    return Outline(title, before, sections)


def _end(source: Source, block: Block, end: int) -> int:
    return source.line_bounds(block.end - 1)[1] if isinstance(block, Table) else end
