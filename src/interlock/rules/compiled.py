"""What compiling the field mappings has to say."""

from __future__ import annotations

from collections.abc import Iterator

from interlock.mapping import compile_record
from interlock.model.finding import Finding
from interlock.model.value import Side
from interlock.rules.context import Context


def compile_findings(context: Context) -> Iterator[Finding]:
    """What is wrong with each record's mapping, for the records that both systems' descriptions know."""
    document = context.document
    for row in document.records:
        left, right = context.learned(row, Side.LEFT), context.learned(row, Side.RIGHT)
        if left is not None and right is not None and row.fields:
            yield from compile_record(row, left, right, document.tables, document.path).findings
