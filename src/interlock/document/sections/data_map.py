"""Data map: the decisions about each record, in several tables joined by `Record` or in one block a record."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from interlock.catalogue import did_you_mean
from interlock.document.blocks import Items, Table
from interlock.document.cells import conditions, decision, match_key, name, side
from interlock.document.columns import folded, keys, rows
from interlock.document.context import Context
from interlock.document.names import Gathered
from interlock.document.outline import Part
from interlock.document.report import shown
from interlock.document.words import Words
from interlock.model.decisions import CreateMissing, DeleteRule, Direction, Frequency, Leaving, Starting, Winner
from interlock.model.document import FieldRow, RecordRow

DECISIONS = {
    "Source of truth": "source_of_truth",
    "Owner": "source_of_truth",
    "Direction": "direction",
    "On conflict": "on_conflict",
    "On delete": "on_delete",
    "Matched by": "matched_by",
    "Only when": "only_when",
    "When it leaves": "when_it_leaves",
    "Create missing": "create_missing",
    "Starting": "starting",
    "How often": "how_often",
}

SAID = re.compile(r"(?:\*\*|__|`)?([^:*`]{1,80}?)(?:`|\*\*|__)?\s*:\s*(?:\*\*|__)?\s*(.*)")
"""An item of a record's block: the decision, and what is decided."""


@dataclass
class Entry:
    """What the data map says about one record, cell by cell, not yet interpreted."""

    name: Words
    place: Words
    cells: dict[str, Words] = field(default_factory=dict)


def known_columns(context: Context) -> dict[str, str]:
    """The keys of decisions by their headings; the systems' own names head the columns of resources."""
    named = zip(context.names.systems, ("left", "right"), strict=False)
    return {"Record": "record", **dict(named), **DECISIONS}


def collect(context: Context, parts: Iterable[Part]) -> dict[str, Entry]:
    """What is said about each record, by the record's name."""
    entries: dict[str, Entry] = {}
    names = Gathered()
    for part in parts:
        for block in part.blocks:
            if isinstance(block, Table):
                _collect_table(context, block, entries, names)
            elif isinstance(block, Items):
                message = "a list under the data map belongs to no record"
                hint = "put it under a sub-heading with the record's name"
                context.report.add("not-interpreted", block.words, message, hint=hint)
        for inner in part.below:
            _collect_block(context, inner, entries, names)
    _report_missing_resources(context, entries)
    return entries


def _collect_table(context: Context, table: Table, entries: dict[str, Entry], names: Gathered) -> None:
    columns = keys(context, table, known_columns(context), ["record"])
    if "record" not in columns:
        return
    names_records = not entries or "left" in columns or "right" in columns
    seen: set[str] = set()
    for row in rows(context, table, columns):
        words = row["record"].bare()
        if not words:
            context.report.add("unnamed", row.row.words, "the row names no record")
            continue
        known = names.find(words.text)
        if known is None and not names_records:
            hint = did_you_mean(words.text, entries)
            context.report.add("unknown-record", words, f"no record is called {shown(words.text)}", hint=hint)
            continue
        if known in seen:
            context.report.add(
                "repeated-record",
                words,
                f"the record {shown(words.text)} has two rows in one table",
                subject=known or "",
            )
            continue
        entry = entries.setdefault(known or words.text, Entry(words, row.row.words))
        names.add(known or words.text)
        seen.add(known or words.text)
        for key, cell in row.by_key.items():
            if key != "record":
                _take(context, entry, key, cell)


def _collect_block(context: Context, part: Part, entries: dict[str, Entry], names: Gathered) -> None:
    """A block about one record: list items `Decision: value`, or a table `Decision | Value`."""
    words = part.heading.bare()
    known = names.find(words.text)
    entry = entries.setdefault(known or words.text, Entry(words, part.heading))
    names.add(known or words.text)
    by_heading = {folded(heading): key for heading, key in known_columns(context).items() if key != "record"}
    for what, value in _said(context, part):
        key = by_heading.get(folded(what.text))
        if key is None:
            message = f"{shown(what.text)} is no decision of the data map"
            hint = did_you_mean(what.text, [*context.names.systems, *DECISIONS])
            context.report.add("unknown-column", what, message, hint=hint, subject=entry.name.text)
        else:
            _take(context, entry, key, value)


def _said(context: Context, part: Part) -> Iterator[tuple[Words, Words]]:
    for block in part.blocks:
        if isinstance(block, Items):
            for item in block.items:
                said = SAID.fullmatch(item.text)
                if said is None:
                    message = f"{shown(item.text)} is no decision"
                    hint = "write it like: On conflict: hold"
                    context.report.add("unknown-decision", item, message, hint=hint, subject=part.heading.text)
                else:
                    yield item.part(said.start(1), said.end(1)), item.part(said.start(2)).strip()
        elif isinstance(block, Table):
            columns = keys(context, block, {"Decision": "what", "Value": "value"}, ["what", "value"])
            for row in rows(context, block, columns):
                yield row["what"].bare().strip("*"), row["value"]


def _take(context: Context, entry: Entry, key: str, cell: Words) -> None:
    before = entry.cells.get(key)
    if before and cell:
        message = f"this is decided twice for {shown(entry.name.text)}; the first time in line {before.span.line}"
        context.report.add(
            "repeated-decision", cell, message, hint="take one of them out", subject=f"{entry.name.text}/{key}"
        )
    elif cell or key not in entry.cells:
        entry.cells[key] = cell


def _report_missing_resources(context: Context, entries: dict[str, Entry]) -> None:
    for key, system in zip(("left", "right"), context.names.systems, strict=False):
        if entries and not any(key in entry.cells for entry in entries.values()):
            place = next(iter(entries.values())).place
            message = f"no table of the data map has a column `{system}`"
            hint = f"add a column `{system}` with the name that each record has there"
            context.report.add("missing-column", place, message, hint=hint)


def interpret(context: Context, entry: Entry, fields: tuple[FieldRow, ...]) -> RecordRow:
    """The decisions about one record; an empty cell, or none, is an open decision."""
    record = entry.name.text

    def cell(key: str) -> Words:
        found = entry.cells.get(key)
        return entry.name.part(len(entry.name.text)) if found is None else found

    def subject(key: str) -> str:
        return f"{record}/{key.replace('_', '-')}"

    return RecordRow(
        name=record,
        left=name(cell("left")),
        right=name(cell("right")),
        source_of_truth=side(context, cell("source_of_truth"), subject("source_of_truth")),
        direction=decision(context, cell("direction"), "directions", Direction, subject("direction")),
        on_conflict=decision(context, cell("on_conflict"), "conflicts", Winner, subject("on_conflict")),
        on_delete=decision(context, cell("on_delete"), "deletes", DeleteRule, subject("on_delete")),
        matched_by=match_key(context, cell("matched_by"), subject("matched_by")),
        only_when=conditions(context, cell("only_when"), subject("only_when")),
        when_it_leaves=decision(context, cell("when_it_leaves"), "leavings", Leaving, subject("when_it_leaves")),
        create_missing=decision(context, cell("create_missing"), "creations", CreateMissing, subject("create_missing")),
        starting=decision(context, cell("starting"), "startings", Starting, subject("starting")),
        how_often=decision(context, cell("how_often"), "frequencies", Frequency, subject("how_often")),
        fields=fields,
        span=entry.place.span,
    )
