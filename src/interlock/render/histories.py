"""What was written where, when and why, and what value gave way: as text and as data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from interlock.model.history import Entry
from interlock.model.value import ABSENT, JSON, Side
from interlock.render.data import dumps, headed
from interlock.render.plain import paint, visible, wrapped
from interlock.render.sheets import sheet
from interlock.render.values import in_sheet, line_of, shown, value_datum

SCHEMA = "urn:interlock:schema:history:1"


def history_text(entries: Sequence[Entry], *, names: Mapping[Side, str], color: bool = False, width: int = 100) -> str:
    """One line per entry: when, what happened to which item where; below it the values and the reason."""
    if not entries:
        return "nothing in the history\n"
    lines: list[str] = []
    for entry in entries:
        lines += _entry(entry, names, color, width)
    return "\n".join(lines) + "\n"


def _entry(entry: Entry, names: Mapping[Side, str], color: bool, width: int) -> list[str]:
    number = f"  #{entry.number}" if entry.number else ""
    when = paint(f"{entry.at:%Y-%m-%d %H:%M:%S}{number}", "dim", color=color)
    kind = paint(entry.kind.value, "strong", color=color)
    what = visible(" ".join(part for part in (entry.record, entry.item_id) if part))
    where = f"in {visible(names[entry.side])}" if entry.side is not None else ""
    silent = entry.before is ABSENT and entry.after is ABSENT and entry.lost is ABSENT
    if entry.pair and silent and f"`{entry.pair}`" not in entry.reason:
        where += f", {visible(entry.pair)}"
    lines = ["  ".join(part for part in (when, " ".join(p for p in (kind, what, where) if p)) if part)]
    if entry.pair and not silent:
        before = shown(entry.before, sensitive=entry.sensitive)
        after = shown(entry.after, sensitive=entry.sensitive)
        gave_way = ""
        if entry.lost is not ABSENT:
            gave_way = f", {shown(entry.lost, sensitive=entry.sensitive)} gave way"
        lines.append(f"    {visible(entry.pair)}: {before} → {after}{gave_way}")
    elif entry.lost is not ABSENT:
        lines.append(f"    gave way: {shown(entry.lost, sensitive=entry.sensitive)}")
    said = entry.reason + line_of(entry.place)
    if said:
        lines.append(wrapped(said.strip(), width=width, first="    ", rest="    "))
    return lines


def history_json(entries: Sequence[Entry], *, names: Mapping[Side, str], version: str) -> str:
    """The history as JSON (`docs/schemas/history.json`); sensitive values are not in it."""
    return dumps(headed(SCHEMA, version, {"entries": [_datum(entry, names) for entry in entries]}))


def _datum(entry: Entry, names: Mapping[Side, str]) -> JSON:
    return {
        "number": entry.number,
        "at": entry.at.isoformat(),
        "kind": entry.kind.value,
        "record": entry.record,
        "link": entry.link,
        "system": names[entry.side] if entry.side is not None else None,
        "item_id": entry.item_id,
        "pair": entry.pair,
        "before": value_datum(entry.before, sensitive=entry.sensitive),
        "after": value_datum(entry.after, sensitive=entry.sensitive),
        "lost": value_datum(entry.lost, sensitive=entry.sensitive),
        "reason": entry.reason,
        "place": entry.place,
    }


def history_csv(entries: Sequence[Entry], *, names: Mapping[Side, str]) -> str:
    """The history as a sheet: one row for each entry; sensitive values are not in it."""
    heads = ["Number", "At (UTC)", "What", "Record", "System", "Id", "Field", "Before", "After", "Gave way", "Reason"]
    rows = [
        [
            str(entry.number),
            f"{entry.at:%Y-%m-%d %H:%M:%S}",
            entry.kind.value,
            entry.record,
            "" if entry.side is None else names[entry.side],
            entry.item_id,
            entry.pair,
            *(in_sheet(value, sensitive=entry.sensitive) for value in (entry.before, entry.after, entry.lost)),
            entry.reason,
        ]
        for entry in entries
    ]
    return sheet(heads, rows)
