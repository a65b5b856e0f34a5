"""Every problem that reading can find: its code, how much it stands in the way, and why it matters."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from interlock.model.finding import Severity


@dataclass(frozen=True, slots=True)
class Code:
    """One kind of problem; `means` says what is wrong, `why` which rework it prevents to cure it now."""

    name: str
    severity: Severity
    means: str
    why: str


_ERROR, _WARNING = Severity.ERROR, Severity.WARNING
_ALL = (
    # The file.
    Code("too-large", _ERROR, "the text is longer than a document may be", "nobody can read and sign it"),
    Code(
        "broken-front-matter",
        _ERROR,
        "the lines between the first two `---` are not keys and values",
        "without them the version that was signed is not known",
    ),
    Code(
        "unknown-key",
        _WARNING,
        "the front matter has a key that means nothing",
        "what it was meant to decide is not decided",
    ),
    Code(
        "unknown-format",
        _ERROR,
        "the document is written in a format version that is not known",
        "it may mean other things than it seems to",
    ),
    Code(
        "too-many-like-this",
        _WARNING,
        "there are more problems of one kind than are shown",
        "the shown ones probably have one cause",
    ),
    Code(
        "too-long",
        _ERROR,
        "a sentence or cell is longer than one can be",
        "what cannot be read at once is understood differently by each reader",
    ),
    # Headings and tables.
    Code(
        "unknown-heading",
        _WARNING,
        "a section's heading means nothing",
        "what stands under it is kept, but decides nothing",
    ),
    Code(
        "misspelt-heading",
        _ERROR,
        "a section's heading is almost one that is known",
        "what stands under it decides nothing, and was probably meant to",
    ),
    Code(
        "unknown-column",
        _ERROR,
        "a table has a column that means nothing there",
        "its cells decide nothing, and were probably meant to",
    ),
    Code("repeated-column", _ERROR, "a table has a column twice", "two cells could decide the same differently"),
    Code(
        "missing-column",
        _ERROR,
        "a table lacks a column without which its rows mean nothing",
        "its rows cannot be read",
    ),
    Code(
        "wrong-cell-count",
        _ERROR,
        "a row has more or fewer cells than the table's heading",
        "each cell may stand in the wrong column",
    ),
    Code(
        "row-without-table",
        _ERROR,
        "lines that look like rows stand apart from their table",
        "Markdown drops such rows without a word, and with them what they decide",
    ),
    Code(
        "table-not-drawn",
        _ERROR,
        "no line `| --- | --- |` with as many cells stands under the heading row of a table",
        "Markdown takes it for a paragraph, and nothing in it decides anything",
    ),
    Code(
        "never-closed",
        _ERROR,
        "a code fence or comment is opened and not closed",
        "everything below it is hidden, and decides nothing",
    ),
    Code(
        "not-interpreted",
        _WARNING,
        "a table or list stands where none is read",
        "it reads like a decision, but decides nothing",
    ),
    # Names.
    Code(
        "not-two-systems",
        _ERROR,
        "the table of systems does not name two",
        "every direction and every sentence needs both",
    ),
    Code(
        "unknown-system",
        _ERROR,
        "a name is not in the table of systems",
        "the sentence decides nothing until it is known which side it means",
    ),
    Code("unknown-record", _ERROR, "a name is not in the data map", "what is not in the data map does not flow"),
    Code(
        "unknown-story", _ERROR, "a criterion names a story that is not there", "the story that was meant has no test"
    ),
    Code("unknown-time-zone", _ERROR, "a name is not that of a time zone", "times would be off by hours"),
    Code(
        "repeated-record",
        _ERROR,
        "a record has two rows in one table of the data map, or two blocks",
        "two rows could decide the same differently",
    ),
    Code(
        "repeated-decision",
        _ERROR,
        "one decision about a record is taken at two places",
        "two cells could decide the same differently",
    ),
    Code(
        "repeated-name", _ERROR, "two things of one kind have the same name", "reports and verdicts could mean either"
    ),
    Code(
        "unnamed", _ERROR, "something that others refer to has no name", "neither tests nor reports could refer to it"
    ),
    Code(
        "table-file",
        _ERROR,
        "the CSV file that has the rows of a table cannot be read",
        "every value that is looked up in it would be held",
    ),
    Code(
        "table-row",
        _ERROR,
        "a row of a table's CSV file has more or fewer cells than there are headings",
        "it would be looked up wrongly, or not at all",
    ),
    # Sentences and cells.
    Code(
        "unknown-decision",
        _ERROR,
        "a cell says what no shape understands",
        "a decision that is not understood is not carried out",
    ),
    Code("not-a-field", _ERROR, "a cell does not name fields", "values cannot be read or written there"),
    Code(
        "story-not-understood",
        _ERROR,
        "a user story is not told in the shape of one",
        "who needs what, when and why is what everything else is checked against",
    ),
    Code(
        "criterion-not-understood",
        _ERROR,
        "a criterion says what no shape understands",
        "it cannot be made into a test, so nobody would know whether it holds",
    ),
    Code(
        "policy-not-understood",
        _ERROR,
        "a row of the error policy says what no shape understands",
        "the built-in behaviour would apply instead",
    ),
    Code(
        "fact-not-understood",
        Severity.NOTE,
        "an assumption has a number or limit of a system in words that no shape understands",
        "it is not counted with where promises are computed, although it reads as if it were",
    ),
    Code(
        "term-not-understood",
        _ERROR,
        "a term is not explained in the shape of one",
        "sentences that use it mean nothing",
    ),
    Code(
        "owner-not-understood",
        _ERROR,
        "the owner is not written as `Name <address>, Company`",
        "nobody would know who decides",
    ),
)

CODES: Final = MappingProxyType({code.name: code for code in _ALL})
"""Every code by its name."""
