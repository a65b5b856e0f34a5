"""Why a field has its value, and where earlier ones went."""

from __future__ import annotations

from collections.abc import Mapping

from interlock.mapping import agree
from interlock.model.history import Entry, EntryKind
from interlock.model.trace import Trace, Value
from interlock.model.value import ABSENT, Side
from interlock.render.plain import paint, visible, wrapped
from interlock.render.values import line_of, shown


def trace_text(trace: Trace, *, names: Mapping[Side, str], color: bool = False, width: int = 100) -> str:
    """The value on each side with what put it there, then the values that gave way, newest last."""
    lines = [paint(f"{visible(trace.record)}, {visible(trace.pair)}", "strong", color=color)]
    for side, value in trace.values.items():
        told = shown(value.value, sensitive=trace.sensitive)
        lines.append(f"  {visible(names[side])} {visible(value.item_id)}: {told}" + (", gone" if value.gone else ""))
        lines.append(wrapped(_why(value, names[side]), width=width, first="    ", rest="    "))
    if trace.lost:
        lines.append("  gave way:")
    for entry in trace.lost:
        where = "" if entry.side is None else f" in {names[entry.side]}"
        told = shown(entry.lost, sensitive=trace.sensitive or entry.sensitive)
        lines.append(wrapped(f"{told}{where}, {_by(entry)}", width=width, first="    ", rest="      "))
    return "\n".join(lines) + "\n"


def _why(value: Value, system: str) -> str:
    entry = value.written
    changed = "" if value.changed_at is None else f", last changed there at {value.changed_at:%Y-%m-%d %H:%M:%S} UTC"
    if entry is None:
        return f"no run has written it; it is what {system} has{changed}"
    if entry.after is ABSENT:
        what = "created" if entry.kind is EntryKind.CREATED else "written"
        when = f"at {entry.at:%Y-%m-%d %H:%M:%S} UTC (#{entry.number})"
        return f"{what} {when}, with what value and why is no longer kept{changed}"
    if entry.pair and not agree(value.value, entry.after):
        return f"set in {system} itself{changed}; before that it was written {_by(entry)}"
    what = "created with it" if entry.kind is EntryKind.CREATED else "written"
    return f"{what} {_by(entry)}{changed}"


def _by(entry: Entry) -> str:
    return f"at {entry.at:%Y-%m-%d %H:%M:%S} UTC (#{entry.number}): {entry.reason}{line_of(entry.place)}"
