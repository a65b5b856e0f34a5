"""Each value becomes the one beside it in a table of the document's Tables; the first column is the left system's.

The rows stand under the table's heading there, or in a CSV file that is named under it: `[sizes.csv](sizes.csv)`.

Example: `by table Sizes`.
Loses: which of several values that stand beside the same one it was.
Inverse: the table read from its second column; the first of several rows says how a value is written.
"""

from __future__ import annotations

from interlock.mapping.domains import KEYS
from interlock.mapping.outcome import Problem
from interlock.mapping.rule import SCALAR, Call, Conversion, Loss, Rule, Sample, Written
from interlock.mapping.rules._pairing import pairing
from interlock.mapping.rules._tables import placed, table_named

_COLUMNS = 2


def _cell(text: str) -> Written:
    words = text.strip()
    quoted = len(words) > 1 and words.startswith("`") and words.endswith("`")
    return Written(words[1:-1] if quoted else words, quoted)


def _build(call: Call) -> Conversion:
    table = table_named(call.tables, str(call.args["table"]))
    if any(len(row) < _COLUMNS for row in table.rows):
        raise Problem(f"the table `{table.name}` has one column, and a look-up needs two")
    try:
        return pairing([(_cell(row[0]), _cell(row[1])) for row in table.rows], call)
    except Problem as problem:
        raise placed(problem, table) from None


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
