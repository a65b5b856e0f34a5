"""Deletes have to flow, and the system does not say how a delete is seen.

What it asks:
    How is an item that was deleted in this system noticed?

Why it matters:
    A deleted item looks like one that was not asked for; without an answer the delete rule never acts, or acts on
    the wrong items.

How to answer:
    Name the list parameter, field or event that shows deletes in `systems/NAME.overlay.yaml`, or agree that a
    complete comparison finds them and write that under Assumptions and considerations.

Example bad:
    ## Systems

    | System | Company | What it is | API description                                      |
    | ------ | ------- | ---------- | ---------------------------------------------------- |
    | Desk   | Acorn   | front desk | [systems/desk-bare.yaml](systems/desk-bare.yaml)     |
    | Books  | Birch   | accounting | [systems/books.yaml](systems/books.yaml)             |

Example good:
    ## Systems

    | System | Company | What it is | API description                          |
    | ------ | ------- | ---------- | ---------------------------------------- |
    | Desk   | Acorn   | front desk | [systems/desk.yaml](systems/desk.yaml)   |
    | Books  | Birch   | accounting | [systems/books.yaml](systems/books.yaml) |
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from interlock.model.amounts import span
from interlock.model.decisions import DeleteKind
from interlock.model.profile import RecordProfile, Verb
from interlock.model.sums import Load
from interlock.model.value import Side
from interlock.rules.arithmetic import list_said
from interlock.rules.context import Context
from interlock.rules.overlays import correction
from interlock.rules.rows import sources
from interlock.rules.rule import Concern, Needs, Rule
from interlock.rules.wording import mentions

_COMPARES = re.compile(r"complete|full|comparison|compare|absen", re.IGNORECASE)


def check(context: Context) -> Iterator[Concern]:
    """Looks at the sources of records whose deletes do something at the other end."""
    for row in context.document.records:
        rule = row.on_delete.value
        if rule is None or rule.kind is DeleteKind.KEEP:
            continue
        for side in sources(row):
            record = context.learned(row, side)
            if rule.only_in is side:
                continue  # a delete on this side changes nothing at the other end
            if record is None or record.deletes.known or _agreed(context, side):
                continue
            name = context.name(side)
            message = f"how is it seen that an item of `{record.name}` was deleted in `{name}`? its API does not say"
            message += _comparing(context.load(side), row.name)
            hint = _answer(name, record)
            yield Concern(row.on_delete.span, message, f"{row.name}/{name}/deletes", context.engineer(side), hint)


def _answer(name: str, record: RecordProfile) -> str:
    listing = record.operation(Verb.LIST)
    path = listing.path if listing is not None else f"/{record.name}"
    shown = "{parameters: [{name: include_deleted, in: query, schema: {type: boolean}}]}"
    target = f"$.paths['{path}'].get"
    agreed = f"Deletes in {name} are found by a complete comparison"
    return f"{correction(name, target, shown)}; else write “{agreed}” under Assumptions"


def _comparing(load: Load, record: str) -> str:
    """What finding deletes by complete lists costs."""
    looks = next((one for one in load.looks if one.record == record), None)
    if looks is None or not looks.counts:
        return ""
    return f"; complete lists would show it within {span(looks.complete_after)}: {list_said(looks, load)}"


def _agreed(context: Context, side: Side) -> bool:
    said = (one.text for one in context.document.assumptions if mentions(one.text, context.name(side)))
    return any("delete" in text.casefold() and _COMPARES.search(text) for text in said)


RULE = Rule(check, needs=Needs.FIELDS)
