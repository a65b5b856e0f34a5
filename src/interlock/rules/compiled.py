"""What compiling the field mappings has to say."""

from __future__ import annotations

from collections.abc import Iterator

from interlock.model.finding import Finding
from interlock.rules.context import Context


def compile_findings(context: Context) -> Iterator[Finding]:
    """What is wrong with each record's mapping, for the records that both systems' descriptions know."""
    yield from ()
