"""What tables from elsewhere change in a document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from interlock.model.finding import Finding
from interlock.model.sheet import Edited, RowChange
from interlock.model.value import JSON
from interlock.render.data import dumps, headed
from interlock.render.plain import counted, paint, visible, wrapped

SCHEMA = "urn:interlock:schema:import:1"
_STYLES = {Edited.ADDED: ("+", "create"), Edited.CHANGED: ("~", "update"), Edited.REMOVED: ("-", "remove")}


def import_text(
    changes: Sequence[RowChange],
    left_out: Sequence[str],
    difference: str,
    findings: Sequence[Finding],
    *,
    color: bool = False,
    width: int = 100,
) -> str:
    """Row by row what changes, then the lines of the file, what would be asked anew, and what has no place."""
    lines = [*_changes(changes, color=color, width=width)]
    if difference:
        lines += ["", *(visible(line) for line in difference.splitlines())]
    if findings:
        lines += ["", paint("what `check` would then ask that it does not ask now", "strong", color=color)]
        lines += [
            wrapped(f"{one.severity.value}: {one.message} [{one.code}]", width=width, rest="  ") for one in findings
        ]
    if left_out:
        lines += ["", paint("refused or left out", "strong", color=color)]
        lines += [wrapped(one, width=width, rest="  ") for one in left_out]
    lines += ["", _sum(changes)]
    return "\n".join(lines).strip("\n") + "\n"


def _changes(changes: Sequence[RowChange], *, color: bool, width: int) -> Iterator[str]:
    table = None
    for change in changes:
        if change.sheet != table:
            if table is not None:
                yield ""
            table = change.sheet
            yield paint(visible(table), "strong", color=color)
        sign, style = _STYLES[change.edited]
        yield paint(f"{sign} {visible(change.row)}", style, color=color)
        for head, before, after in change.cells:
            said = f"{head}: {before} → {after}" if change.edited is Edited.CHANGED else f"{head}: {before or after}"
            yield wrapped(said, width=width, first="    ", rest="      ")


def _sum(changes: Sequence[RowChange]) -> str:
    if not changes:
        return "nothing changes"
    found = [(edited, sum(one.edited is edited for one in changes)) for edited in Edited]
    return ", ".join(f"{counted(count, 'row')} {edited.value}" for edited, count in found if count)


def import_json(
    changes: Sequence[RowChange], left_out: Sequence[str], findings: Sequence[Finding], *, written: bool, version: str
) -> str:
    """The same as JSON (`docs/schemas/import.json`); `version` is the tool's."""
    data: dict[str, JSON] = {
        "written": written,
        "changes": [
            {
                "table": one.sheet,
                "row": one.row,
                "edited": one.edited.value,
                "cells": [{"column": head, "before": before, "after": after} for head, before, after in one.cells],
            }
            for one in changes
        ],
        "left_out": list(left_out),
        "new_findings": [
            {"code": one.code, "severity": one.severity.value, "message": one.message, "subject": one.subject}
            for one in findings
        ],
    }
    return dumps(headed(SCHEMA, version, data))
