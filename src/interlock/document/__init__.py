"""Text to `Document` and back: reads the document with the place of every word, and formats it."""

from interlock.document.codes import CODES, Code
from interlock.document.decoding import MOST_BYTES, decode
from interlock.document.formatting import fmt
from interlock.document.front_matter import FORMAT, is_marked
from interlock.document.reading import HEADINGS, Reading, read, read_sections
from interlock.document.references import Reference, refer, references
from interlock.document.rewriting.vague import vague_words
from interlock.document.shapes import shapes
from interlock.document.shapes.shape import Shape
from interlock.document.source import slice  # noqa: A004 - it does to a document what slicing does to a text

__all__ = [
    "CODES",
    "FORMAT",
    "HEADINGS",
    "MOST_BYTES",
    "Code",
    "Reading",
    "Reference",
    "Shape",
    "decode",
    "fmt",
    "is_marked",
    "read",
    "read_sections",
    "refer",
    "references",
    "shapes",
    "slice",
    "vague_words",
]
