"""How a deleted item can be noticed, and how an item is taken out of use without deleting it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from interlock.model.profile import (
    ArchiveFlag,
    Confidence,
    DeletesSeen,
    DeleteVisibility,
    Evidence,
    Fact,
    FieldProfile,
    FieldType,
    Verb,
)
from interlock.systems.calls import Input
from interlock.systems.resources import Resource
from interlock.systems.words import sentence, tokens

_GONE = {"deleted", "removed", "trashed", "destroyed"}
_ARCHIVED = {"archived", "archive"}
_SHOW = {"include", "with", "show", "includes", "including", "only", "return", "also"}
_OUT_OF_USE = {"archived", "isarchived", "inactive", "isinactive", "disabled", "isdisabled", "discontinued", "hidden"}
_IN_USE = {"active", "isactive", "enabled", "isenabled"}
_OUT_VALUES = ("archived", "inactive", "disabled", "discontinued", "retired")
_IN_VALUES = ("active", "enabled", "open", "draft", "current")


def deletes_of(
    resource: Resource, fields: Iterable[FieldProfile], *, deleted_event: str, event_pointer: str
) -> Fact[DeleteVisibility]:
    """How a deleted item of this resource can be noticed; the surest way that is described."""
    known = list(fields)
    mark, mark_value = _mark(known)
    if resource.list_call is not None:
        archives = _same_call(resource)
        for given in resource.list_call.sent_in("query"):
            value = _shows_deleted(given, archives=archives)
            if value:
                if mark is None and archives:
                    mark, mark_value = _archive_mark(known)
                seen = DeleteVisibility(
                    DeletesSeen.TOMBSTONE,
                    parameter=given.name,
                    parameter_value=value,
                    field=mark.path if mark else None,
                    value=mark_value,
                    event=deleted_event,
                )
                sure = Confidence.SURE if mark else Confidence.LIKELY
                return Fact(seen, sure, (Evidence(given.pointer, sentence(given.text, most=160)),))
    if mark is not None:
        seen = DeleteVisibility(DeletesSeen.FLAG, field=mark.path, value=mark_value, event=deleted_event)
        return Fact(seen, Confidence.POSSIBLE, (Evidence(mark.pointer, sentence(mark.description, most=160)),))
    if deleted_event:
        seen = DeleteVisibility(DeletesSeen.EVENT, event=deleted_event)
        return Fact(seen, Confidence.LIKELY, (Evidence(event_pointer, deleted_event),))
    if resource.list_call is not None and resource.call(Verb.DELETE) is not None:
        return Fact(DeleteVisibility(DeletesSeen.NONE), Confidence.POSSIBLE, (Evidence(resource.list_call.pointer),))
    return Fact()


def _same_call(resource: Resource) -> bool:
    """Whether deleting is archiving here."""
    delete, archive = resource.call(Verb.DELETE), resource.call(Verb.ARCHIVE)
    return delete is not None and delete is archive


def _shows_deleted(given: Input, *, archives: bool) -> str:
    """The value with which a parameter shows deleted items, or empty."""
    words = set(tokens(given.name))
    wanted = _GONE | (_ARCHIVED if archives else set())
    if words & {"at", "on", "since", "after", "before", "date", "from", "gte", "min"}:
        return ""
    if words & wanted:
        if given.parameter.type is FieldType.BOOLEAN or not given.parameter.enum:
            return "true"
        values = [str(v) for v in given.parameter.enum]
        return next((v for v in values if v.lower() in ("true", "all", "include", "with", "1", "yes")), values[-1])
    if words & {"status", "state"}:
        return next((str(v) for v in given.parameter.enum if str(v).lower() in ("all", "any")), "")
    if words & _SHOW and re.search(r"\bdeleted\b", given.text, re.IGNORECASE):
        return "true"
    return ""


def _mark(fields: list[FieldProfile]) -> tuple[FieldProfile | None, bool | str | None]:
    """The field that marks a deleted item, and the value that does; None for any value (a moment)."""
    for field in fields:
        if len(field.path.parts) > 2 or field.path.array:
            continue
        words = tokens(field.path.parts[-1])
        plain = [w for w in words if w not in ("is", "was", "has", "been", "at", "on", "date", "time", "utc", "soft")]
        if len(plain) == 1 and plain[0] in _GONE:
            return field, (True if field.type is FieldType.BOOLEAN else None)
    for field in fields:
        if len(field.path.parts) == 1 and tokens(field.path.parts[-1])[-1:] in (("status",), ("state",)):
            value = next((v for v in field.enum if str(v).lower() in _GONE), None)
            if isinstance(value, str):
                return field, value
    return None, None


def _archive_mark(fields: list[FieldProfile]) -> tuple[FieldProfile | None, bool | str | None]:
    for field in fields:
        if len(field.path.parts) == 1 and "".join(tokens(field.path.parts[0])) in ("archived", "isarchived"):
            return field, True
    return None, None


def archive_flag_of(resource: Resource, fields: Iterable[FieldProfile]) -> Fact[ArchiveFlag]:
    """The field that takes an item out of use: one that can be written, or that an archive operation sets."""
    operation = resource.call(Verb.ARCHIVE) is not None
    best: tuple[int, FieldProfile, ArchiveFlag] | None = None
    for field in fields:
        if field.path.array or len(field.path.parts) > 2 or (field.read_only and not operation):
            continue
        found = _flag(field)
        if found is None:
            continue
        score = found[0] - 5 * len(field.path.parts) - (10 if field.read_only else 0)
        if best is None or score > best[0]:
            best = (score, field, found[1])
    if best is None:
        return Fact()
    score, field, flag = best
    confidence = (
        Confidence.SURE
        if score >= 80 and field.description
        else Confidence.LIKELY
        if score >= 50
        else Confidence.POSSIBLE
    )
    return Fact(flag, confidence, (Evidence(field.pointer, sentence(field.description, most=160)),))


def _flag(field: FieldProfile) -> tuple[int, ArchiveFlag] | None:
    name = "".join(tokens(field.path.parts[-1]))
    boolean = field.type is FieldType.BOOLEAN
    if boolean and name in _OUT_OF_USE:
        return (100 if "archived" in name else 70), ArchiveFlag(field.path, value=True, active=False)
    if boolean and name in _IN_USE:
        return 65, ArchiveFlag(field.path, value=False, active=True)
    if name.endswith(("status", "state")) and field.enum:
        lower = {str(v).lower(): v for v in field.enum}
        out = next((lower[v] for v in _OUT_VALUES if v in lower), None)
        back = next((lower[v] for v in _IN_VALUES if v in lower), None)
        if out is not None:
            return (60 if str(out).lower() == "archived" else 50), ArchiveFlag(field.path, value=out, active=back)
    return None
