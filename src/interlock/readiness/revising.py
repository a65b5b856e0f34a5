"""What a new version of a description changes for a document: as findings, with how much each stands in the way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from interlock.model.document import Document, RecordRow
from interlock.model.finding import Finding, Severity, by_place
from interlock.model.place import Span
from interlock.model.profile import Operation, RecordProfile, SystemProfile, Verb
from interlock.model.readiness import Answer, Capability
from interlock.model.value import Side
from interlock.readiness.assessing import assess_record, assess_system
from interlock.readiness.differences import differences
from interlock.readiness.explaining import in_words
from interlock.readiness.use import Use
from interlock.readiness.uses import FieldUse, fields_used, records_used

_ALIKE = 0.6
"""The share of its fields that a record keeps when it only gets another name; by experience."""
_NAMED = 12
_WHY = {
    "record": "the flow of this record stops with the first call after the vendor changes over",
    "field": "the document rests on this field as it was; values that no longer fit are held one by one",
    "operation": "a call of the integration is answered otherwise than it was tested",
    "ability": "something that the document promises rested on it",
    "sign-in": "nothing can be read or written with a credential of the old kind",
    "news": "it may be of use, and nothing depends on it",
}


@dataclass(frozen=True, slots=True)
class _Side:
    """The two versions of a system, and the document that uses it."""

    document: Document
    side: Side
    name: str
    before: SystemProfile
    after: SystemProfile


def revised(document: Document, side: Side, before: SystemProfile, after: SystemProfile) -> tuple[Finding, ...]:
    """What the new version changes for the records and fields that the document uses, errors where it stops working.

    Args:
        document: the document.
        side: the side of the system.
        before: what was learned of the description so far.
        after: what was learned of the new one, with the same corrections.
    """
    one = _Side(document, side, after.name, before, after)
    found = list(_of_system(one))
    for row, resource in records_used(document, side):
        old, new = before.record(resource), after.record(resource)
        if old is not None:
            found += _of_record(one, row, old, new)
        elif new is not None:
            message = f"`{one.name}` has `{resource}` now, which was not known before"
            found.append(_finding("record-added", Severity.NOTE, _cell(row, side), message, "news", resource))
    return by_place(found)


def _of_system(one: _Side) -> Iterator[Finding]:
    place = next((row.span for row in one.document.systems if row.side is one.side), None)
    if place is None:
        return
    was, now = one.before, one.after
    old_ways, new_ways = (dict.fromkeys(way.kind.value for way in p.auth.value or ()) for p in (was, now))
    gone = [way for way in old_ways if way not in new_ways]
    if gone and was.auth.known:
        message = (
            f"`{one.name}` no longer takes {' or '.join(gone)} to sign in; now {' or '.join(new_ways) or 'nothing'}"
        )
        yield _finding("sign-in-changed", Severity.ERROR, place, message, "sign-in", "auth")
    if was.rate_limit != now.rate_limit and was.rate_limit.value is not None and now.rate_limit.value is not None:
        old, new = was.rate_limit.value, now.rate_limit.value
        lower = new.requests / new.per_s < old.requests / old.per_s
        severity = Severity.WARNING if lower else Severity.NOTE
        message = (
            f"`{one.name}` allows {new.requests:,} requests in {new.per_s:g} s, not {old.requests:,} in {old.per_s:g} s"
        )
        yield _finding("limit-changed", severity, place, message, "ability" if lower else "news", "rate_limit")
    if was.servers != now.servers:
        message = f"the addresses of `{one.name}` are {in_words(now.servers)}, not {in_words(was.servers)}"
        yield _finding("address-changed", Severity.NOTE, place, message, "news", "servers")
    use = Use(one.document, one.side)
    yield from _lost(one, "", place, assess_system(was, use), assess_system(now, use))


def _of_record(one: _Side, row: RecordRow, old: RecordProfile, new: RecordProfile | None) -> Iterator[Finding]:
    place = _cell(row, one.side)
    if new is None:
        guess = _renamed(old, one)
        message = f"`{one.name}` has no `{old.name}` any more" + (f"; it may be `{guess}` now" if guess else "")
        hint = f"write `{guess}` into this cell of the data map" if guess else "ask the vendor what takes its place"
        yield _finding("record-removed", Severity.ERROR, place, message, "record", old.name, hint)
        return
    used = fields_used(row, one.side)
    for use in used.values():
        yield from _of_field(one, use, old, new)
    yield from _required(one, row, old, new, used)
    yield from _calls(one, place, old, new)
    case = Use(one.document, one.side, row)
    yield from _lost(one, row.name, place, assess_record(one.before, old, case), assess_record(one.after, new, case))
    yield from _news(one, place, old, new)


def _renamed(old: RecordProfile, one: _Side) -> str:
    """The new record that has most of the fields of one that is gone; empty where there is none."""
    known = {record.name for record in one.before.records}
    own = {field.path for field in old.fields}
    best, name = 0.0, ""
    for record in one.after.records:
        shared = len(own & {field.path for field in record.fields}) / max(1, len(own))
        if record.name not in known and shared > max(best, _ALIKE):
            best, name = shared, record.name
    return name


def _of_field(one: _Side, use: FieldUse, old: RecordProfile, new: RecordProfile) -> Iterator[Finding]:
    was, now = old.field(use.path), new.field(use.path)
    if was is None:
        return
    subject = f"{new.name}/{use.path}"
    if now is None:
        guess = _alike(use, old, new)
        message = f"`{new.name}` of `{one.name}` has no field `{use.path}` any more" + (
            f"; it may be `{guess}` now" if guess else ""
        )
        hint = (
            f"write `{guess}` here if the vendor says that it is the same" if guess else "ask the vendor where it went"
        )
        yield _finding("field-removed", Severity.ERROR, use.place, message, "field", subject, hint)
        return
    for change in differences(was, now, reads=use.reads, writes=use.writes):
        message = f"`{use.path}` of `{new.name}` in `{one.name}`: {change.said}"
        yield _finding(f"field-{change.code}", change.severity, use.place, message, "field", subject, change.hint)


def _alike(use: FieldUse, old: RecordProfile, new: RecordProfile) -> str:
    """The one new field that is spelled alike, says of itself what the missing one said, or is the only one."""
    was = old.field(use.path)
    if was is None:
        return ""
    fresh = [field for field in new.fields if old.field(field.path) is None and field.type is was.type]
    spelled = [one for one in fresh if _bare(str(one.path)) == _bare(str(use.path))]
    if len(spelled) == 1:
        return str(spelled[0].path)
    said = [one for one in fresh if was.description and one.description == was.description]
    if len(said) == 1:
        return str(said[0].path)
    last = [one for one in fresh if one.path.parts[-1] == use.path.parts[-1]]
    if len(last) == 1:
        return str(last[0].path)
    gone = [field for field in old.fields if new.field(field.path) is None and field.type is was.type]
    return str(fresh[0].path) if len(fresh) == len(gone) == 1 else ""


def _bare(name: str) -> str:
    return "".join(sign for sign in name.casefold() if sign.isalnum())


def _required(
    one: _Side, row: RecordRow, old: RecordProfile, new: RecordProfile, used: Iterable[object]
) -> Iterator[Finding]:
    """Fields that a create must now have and that nothing fills."""
    if not Use(one.document, one.side, row).creates:
        return
    filled = set(used)
    for field in new.fields:
        was = old.field(field.path)
        if field.required and not field.read_only and not (was is not None and was.required):
            fed = field.path in filled
            message = f"`{one.name}` now demands `{field.path}` when an item of `{new.name}` is created"
            message += "" if fed else ", and nothing fills it"
            severity = Severity.NOTE if fed else Severity.ERROR
            hint = "" if fed else "add a row for it to the field mapping, if need be with `always VALUE`"
            subject = f"{new.name}/{field.path}"
            yield _finding("field-required", severity, _cell(row, one.side), message, "field", subject, hint)


def _calls(one: _Side, place: Span, old: RecordProfile, new: RecordProfile) -> Iterator[Finding]:
    for was in old.operations:
        now = new.operation(was.verb)
        if now is not None and _call(now) != _call(was):
            message = f"to {was.verb.value} `{new.name}` in `{one.name}` is `{_call(now)}`, not `{_call(was)}`"
            yield _finding("call-changed", Severity.NOTE, place, message, "operation", f"{new.name}/{was.verb.value}")
        if now is not None and now.verb in (Verb.UPDATE, Verb.UPSERT) and now.replaces and not was.replaces:
            message = f"a change of `{new.name}` in `{one.name}` must now send the whole item"
            yield _finding("call-changed", Severity.WARNING, place, message, "operation", f"{new.name}/replaces")
    if old.primary_key.value != new.primary_key.value and old.primary_key.known:
        was_key, now_key = in_words(old.primary_key.value), in_words(new.primary_key.value)
        message = f"an item of `{new.name}` in `{one.name}` is identified by {now_key}, not {was_key}"
        yield _finding("key-changed", Severity.ERROR, place, message, "record", f"{new.name}/key")


def _call(operation: Operation) -> str:
    return f"{operation.method.upper()} {operation.path}"


def _lost(
    one: _Side, record: str, place: Span, before: tuple[Capability, ...], after: tuple[Capability, ...]
) -> Iterator[Finding]:
    """Abilities that the description no longer tells of, and those that it tells of now."""
    new = {each.code: each for each in after}
    of = f"`{record}` in `{one.name}`" if record else f"`{one.name}`"
    for was in before:
        now = new[was.code]
        subject = f"{record or one.name}/{was.code}"
        if was.needed and now.lost > was.lost:
            severity = Severity.ERROR if now.told.answer is Answer.NO and was.weight >= 8 else Severity.WARNING
            at = was.promises[0].place if was.promises else place
            message = f"the new description of {of} no longer says that it {was.title}: {now.told.answer.value}"
            yield _finding("ability-lost", severity, at, message, "ability", subject, f"ask the vendor: {now.question}")
        elif was.needed and now.lost < was.lost:
            message = f"the new description of {of} says that it {was.title}"
            yield _finding("ability-found", Severity.NOTE, place, message, "news", subject)


def _news(one: _Side, place: Span, old: RecordProfile, new: RecordProfile) -> Iterator[Finding]:
    fresh = [str(field.path) for field in new.fields if old.field(field.path) is None]
    if fresh:
        shown = ", ".join(f"`{name}`" for name in fresh[:_NAMED]) + (" and others" if len(fresh) > _NAMED else "")
        message = f"`{new.name}` in `{one.name}` has {len(fresh)} new field{'s' if len(fresh) > 1 else ''}: {shown}"
        yield _finding("fields-added", Severity.NOTE, place, message, "news", new.name)


def _cell(row: RecordRow, side: Side) -> Span:
    return (row.left if side is Side.LEFT else row.right).span


def _finding(
    code: str, severity: Severity, place: Span, message: str, why: str, subject: str, hint: str = ""
) -> Finding:
    return Finding(f"new-{code}", severity, place, message, why=_WHY[why], hint=hint, subject=subject)
