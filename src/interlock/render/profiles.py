"""What was learned of a system, with how sure it is: as text."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from interlock.model.fact import Confidence, Fact
from interlock.model.profile import FieldProfile, RecordProfile, SystemProfile
from interlock.render.plain import counted, paint, visible
from interlock.render.tables import table

T = TypeVar("T")


def profile_text(profile: SystemProfile, *, color: bool = False, fields: bool = False) -> str:
    """A table for the system and one for each record: what is known, how sure, and where it was read.

    Args:
        profile: what was learned.
        color: whether to colour for a terminal.
        fields: add a table with every field of each record.
    """
    title = profile.title or profile.name
    lines = [paint(f"{visible(profile.name)}: {visible(title)}", "strong", color=color)]
    facts = system_facts(profile)
    lines += table(["Of the system", "", "How sure", "Where"], facts, color=color)
    for record in profile.records:
        lines += ["", *_record(record, color=color, fields=fields)]
    open_facts = sum(row[2] == Confidence.UNKNOWN.value for row in facts)
    open_facts += sum(row[2] == Confidence.UNKNOWN.value for one in profile.records for row in record_facts(one))
    lines += ["", f"{counted(len(profile.records), 'record')}, {counted(open_facts, 'fact')} unknown"]
    return "\n".join(lines) + "\n"


def _record(record: RecordProfile, *, color: bool, fields: bool) -> list[str]:
    verbs = ", ".join(operation.verb.value for operation in record.operations) or "no operation"
    lines = [f"{paint(visible(record.name), 'strong', color=color)}: {verbs}; {counted(len(record.fields), 'field')}"]
    lines += table(["Of the record", "", "How sure", "Where"], record_facts(record), color=color)
    if fields:
        rows = [[str(one.path), _type(one), _marks(one), one.label or one.description[:40]] for one in record.fields]
        lines += table(["Field", "Type", "Marks", "Says"], rows, color=color)
    return lines


def system_facts(profile: SystemProfile) -> list[list[str]]:
    """What is known of a system as a whole: the fact, its value (`?`: not known), how sure, where it was read."""
    return [
        _fact("signing in", profile.auth, lambda ways: " or ".join(way.kind.value for way in ways)),
        _fact("rate limit", profile.rate_limit, lambda limit: f"{limit.requests:,} requests in {limit.per_s:g} s"),
        _fact("idempotency", profile.idempotency_header, str),
        _fact("signed events", profile.signature_header, str),
    ]


def record_facts(record: RecordProfile) -> list[list[str]]:
    """The same of one kind of thing in it."""
    return [
        _fact("key", record.primary_key, lambda key: ", ".join(map(str, key))),
        _fact("paging", record.paging, lambda paging: paging.style.value),
        _fact("created at", record.created_at, str),
        _fact("updated at", record.updated_at, str),
        _fact("changes since", record.since, lambda since: since.parameter),
        _fact("deletes seen", record.deletes, lambda deletes: deletes.how.value),
        _fact("archive flag", record.archive_flag, lambda flag: f"{flag.field} = {flag.value}"),
        _fact("matched by", record.match_keys, lambda keys: ", ".join(map(str, keys))),
        _fact("own external id", record.external_id, str),
        _fact("protected write", record.version, str),
    ]


def _fact(name: str, fact: Fact[T], show: Callable[[T], str]) -> list[str]:
    where = fact.evidence[0].pointer if fact.evidence else ""
    if not fact.known:
        return [name, "?", Confidence.UNKNOWN.value, where]
    return [name, "none" if fact.value is None else show(fact.value), fact.confidence.value, where]


def _type(field: FieldProfile) -> str:
    inner = f" of {field.items.value}" if field.items is not None else ""
    return field.type.value + inner + (f", {field.format}" if field.format else "")


def _marks(field: FieldProfile) -> str:
    marks = {
        "required": field.required,
        "read-only": field.read_only,
        "write-only": field.write_only,
        "nullable": field.nullable,
        "deprecated": field.deprecated,
    }
    return ", ".join(name for name, holds in marks.items() if holds)
