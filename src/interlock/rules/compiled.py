"""What compiling the field mappings has to say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from interlock.mapping import problems_of
from interlock.model.finding import Finding
from interlock.model.value import Side
from interlock.rules.context import Context

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
    the rest of them is left out.
    """
    counts: Counter[str] = Counter()
    document = context.document
    asked = {(finding.code, finding.place.line) for finding in raised}
    for row in document.records:
        left, right = context.learned(row, Side.LEFT), context.learned(row, Side.RIGHT)
        if left is None or right is None or not row.fields:
            continue
        for finding in problems_of(row, left, right, document.tables, document.path):
            if not any((code, finding.place.line) in asked for code in _ASKED.get(finding.code, ())):
                counts[finding.code] += 1
                if counts[finding.code] <= _MOST_OF_A_KIND:
                    yield finding
