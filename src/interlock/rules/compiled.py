"""What compiling the field mappings has to say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from interlock.mapping import problems_of
from interlock.model.finding import Finding, Severity
from interlock.model.value import Side
from interlock.rules.context import Context
from interlock.rules.values import table_of

_MOST_OF_A_KIND = 200

# What compiling finds and a rule asks about as well, by the code of compiling: the rule asks also without descriptions.
_ASKED = {
    "field-unknown": {"field-not-in-system"},
    "rule-unknown": {"rule-not-understood"},
    "rule-inverse": {"two-way-rule-without-inverse"},
    "rule-fields": {"row-without-target", "row-without-source", "two-way-rule-without-inverse"},
}


def compile_findings(context: Context, raised: Iterable[Finding]) -> Iterator[Finding]:
    """What is wrong with each record's mapping, for the records that both systems' descriptions know.

    Leaves out what the rules have `raised` about the same row. More than a few hundred of one kind have one cause, and
    of the rest only the number is told.
    """
    counts: Counter[str] = Counter()
    beyond: dict[str, Finding] = {}
    document = context.document
    asked = {(finding.code, finding.place.line) for finding in raised}
    for row in document.records:
        left, right = context.learned(row, Side.LEFT), context.learned(row, Side.RIGHT)
        if left is None or right is None or not row.fields:
            continue
        tables = ((pair, table_of(context, pair)) for pair in row.fields)
        unread = {pair.rule.span.line for pair, table in tables if table and table.file and not table.digest}
        for finding in problems_of(row, left, right, document.tables, document.path):
            if finding.code == "rule-words" and finding.place.line in unread:
                continue  # what is wrong with the table's file is told there
            if not any((code, finding.place.line) in asked for code in _ASKED.get(finding.code, ())):
                counts[finding.code] += 1
                if counts[finding.code] <= _MOST_OF_A_KIND:
                    yield finding
                else:
                    beyond.setdefault(finding.code, finding)
    for code, first in beyond.items():
        yield _more(first, counts[code] - _MOST_OF_A_KIND)


def _more(first: Finding, count: int) -> Finding:
    times = "1 time" if count == 1 else f"{count:,} times"
    return Finding(
        code="too-many-like-this",
        severity=Severity.WARNING,
        place=first.place,
        message=f"`{first.code}` is found {times} more, first here; these are not shown",
        why="the shown ones probably have one cause",
        hint="mend those that are shown, and check again",
        subject=first.code,
    )
