"""Lists of ids of items of another record."""

from __future__ import annotations

from interlock.verify.expect._base import Ask, Expected, Raw, blank


def counterparts(ask: Ask) -> Expected:
    """The ids of the counterparts, in order; a text that no id is for what has none."""
    if blank(ask.value):
        return ask.value
    record = str(ask.args.get("record"))
    found = []
    for one in ask.value if isinstance(ask.value, list) else [ask.value]:
        if not blank(one):
            known = ask.counterpart(record, ask.source, str(one))
            found.append(f"the counterpart of the {record} {one}" if known is None else known)
    return found


def ids(value: Expected | Raw) -> list[str]:
    """What a list refers to, as texts; nothing where there is no list."""
    return [str(one) for one in value if not blank(one)] if isinstance(value, list | tuple) else []
