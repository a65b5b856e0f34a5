"""Each value becomes the one beside it in a table of the document's Tables; the first column is the left system's.

Example: `by table Sizes`.
Loses: which of several values that stand beside the same one it was.
Inverse: the table read from its second column; the first of several rows says how a value is written.
"""

from __future__ import annotations

from interlock.catalogue import did_you_mean
from interlock.mapping.domains import KEYS
from interlock.mapping.outcome import Problem
from interlock.mapping.rule import SCALAR, Call, Conversion, Loss, Rule, Sample, Written
from interlock.mapping.rules._pairing import pairing


def _cell(text: str) -> Written:
    words = text.strip()
    quoted = len(words) > 1 and words.startswith("`") and words.endswith("`")
    return Written(words[1:-1] if quoted else words, quoted)


def _build(call: Call) -> Conversion:
    name = str(call.args["table"])
    for table in call.tables:
        if table.name.casefold() == name.casefold():
            return pairing([(_cell(row[0]), _cell(row[1])) for row in table.rows if len(row) > 1], call)
    hint = did_you_mean(name, (table.name for table in call.tables))
    raise Problem(f"there is no table `{name}`", hint=hint or "write it under the heading Tables")


RULE = Rule(
    shapes=("by( the) table {table}", "look( )up in( the) table {table}"),
    build=_build,
    inverse=True,
    source_types=SCALAR,
    target_types=SCALAR,
    reads_empty=True,
    domain=KEYS,
    loses=(Loss("by table Sizes", "L", "large"),),
    samples=(
        Sample("by table Sizes", "XXL", fits=False),
        Sample("by table Sizes", "S", "small"),
        Sample("by table Sizes", "L", "large"),
    ),
)
