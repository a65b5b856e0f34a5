"""A system cannot do what the data map needs of it.

What it asks:
    By which operation of the API can this be done?

Why it matters:
    The promise is found to be impossible after everything around it was built.

How to answer:
    Name the operation in `systems/NAME.overlay.yaml` if it exists, or change the decision in the data map.

Example bad:
    ## Data map

    | Record  | Desk       | Books      | Source of truth | Direction | On conflict          | On delete |
    | ------- | ---------- | ---------- | --------------- | --------- | -------------------- | --------- |
    | Invoice | `invoices` | `journals` | Desk            | →         | source of truth wins | keep      |

Example good:
    ## Data map

    | Record  | Desk       | Books   | Source of truth | Direction | On conflict          | On delete |
    | ------- | ---------- | ------- | --------------- | --------- | -------------------- | --------- |
    | Invoice | `invoices` | `bills` | Desk            | →         | source of truth wins | delete    |
"""

from __future__ import annotations

from collections.abc import Iterator

from interlock.model.corrections import corrections_file
from interlock.model.decisions import DeleteKind
from interlock.model.document import RecordRow
from interlock.model.finding import Severity
from interlock.model.place import Span
from interlock.model.profile import BodyForm, Operation, RecordProfile, Verb
from interlock.model.value import Side
from interlock.rules.context import Context
from interlock.rules.overlays import correction
from interlock.rules.rows import targets, written
from interlock.rules.rule import Concern, Needs, Rule


def check(context: Context) -> Iterator[Concern]:
    """Compares what the map needs with the operations that were learned."""
    for row in context.document.records:
        for side in Side:
            record = context.learned(row, side)
            if record is None or _is_all_xml(record):
                continue
            name = context.name(side)
            for need, place, reason in _needs(row, side):
                if _can(record, need, row):
                    continue
                forms = [one.form.value for one in _ways(record, need)]
                asked = f"how can an item of `{record.name}` be {_DONE[need]} in `{name}`? {reason}, and its API"
                if forms:
                    message = f"{asked} takes it only as `{forms[0]}`, which is not written"
                    hint = f"if it takes JSON too, say so in `{corrections_file(name)}`; else change the decision"
                else:
                    message = f"{asked} does not say how"
                    hint = correction(name, "$.paths", _operation(record, need)) + "; else change the decision"
                yield Concern(place, message, f"{row.name}/{name}/{need.value}", context.engineer(side), hint)


def _operation(record: RecordProfile, need: Verb) -> str:
    """The usual way to do this, to be corrected by whoever knows the API."""
    known = record.operation(Verb.LIST)
    path, method = known.path if known is not None else f"/{record.name}", _METHODS[need]
    if need not in (Verb.LIST, Verb.CREATE):
        path += "/{id}"
    return f"{{'{path}': {{{method}: {{responses: {{'200': {{description: done}}}}}}}}}}"


_METHODS = {Verb.LIST: "get", Verb.CREATE: "post", Verb.UPDATE: "patch", Verb.DELETE: "delete", Verb.ARCHIVE: "delete"}
_DONE = {
    Verb.LIST: "listed",
    Verb.CREATE: "created",
    Verb.UPDATE: "changed",
    Verb.DELETE: "deleted",
    Verb.ARCHIVE: "archived",
}
_ALSO = {
    Verb.LIST: (Verb.SEARCH,),
    Verb.CREATE: (Verb.UPSERT,),
    Verb.UPDATE: (Verb.UPSERT,),
    Verb.DELETE: (),
    Verb.ARCHIVE: (),
}


def _needs(row: RecordRow, side: Side) -> Iterator[tuple[Verb, Span, str]]:
    there = row.left if side is Side.LEFT else row.right
    yield Verb.LIST, there.span, f"`{row.name}` has to be read"
    if side not in targets(row):
        return
    if row.create_missing.value is not None and side in row.create_missing.value.sides:
        yield Verb.CREATE, row.create_missing.span, "missing ones are created"
    if any(True for _ in written(row, side)):
        yield Verb.UPDATE, there.span, "changes flow into it"
    rule = row.on_delete.value
    if rule is not None and rule.only_in in {None, side}:
        if rule.kind is DeleteKind.DELETE:
            yield Verb.DELETE, row.on_delete.span, "deletes flow into it"
        if rule.kind is DeleteKind.ARCHIVE:
            yield Verb.ARCHIVE, row.on_delete.span, "what is deleted at the other end is archived there"


def _is_all_xml(record: RecordProfile) -> bool:
    """Whether nothing at all can be asked of it, which is told of its system where that is learned."""
    return bool(record.operations) and all(one.form is BodyForm.XML for one in record.operations)


def _ways(record: RecordProfile, need: Verb) -> list[Operation]:
    found = (record.operation(verb) for verb in (need, *_ALSO[need]))
    return [one for one in found if one is not None]


def _can(record: RecordProfile, need: Verb, row: RecordRow) -> bool:
    if any(one.form.is_written for one in _ways(record, need)):
        return True
    update = record.operation(Verb.UPDATE)
    if need is not Verb.ARCHIVE or update is None or not update.form.is_written:
        return False
    rule = row.on_delete.value
    return record.archive_flag.known or (rule is not None and rule.field is not None)


RULE = Rule(check, Severity.ERROR, needs=Needs.FIELDS)
