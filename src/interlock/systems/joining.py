"""Several profiles of one system become one, fact by fact; what they contradict each other in is told."""

from __future__ import annotations

import dataclasses
import posixpath
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from interlock.model.fact import Confidence, Fact
from interlock.model.finding import Finding, Severity
from interlock.model.place import whole_file
from interlock.model.profile import FieldProfile, FieldType, Operation, RecordProfile, SystemProfile, Verb
from interlock.systems.words import same_thing

_ORDER = (Confidence.UNKNOWN, Confidence.POSSIBLE, Confidence.LIKELY, Confidence.SURE)
# What is said of a list goes with the request that lists.
_OF_LISTS = ("paging", "since", "created_since", "sort")
_OF_SEARCHES = ("search_paging", "search_since")
_MOST_FINDINGS = 60
_WORDS = {
    "auth": "how one signs in",
    "rate_limit": "the rate limit",
    "paging": "how its list goes on",
    "since": "the filter by change",
    "primary_key": "the key",
    "updated_at": "the field that tells when an item was changed",
    "created_at": "the field that tells when an item was created",
    "deletes": "how a deleted item can be noticed",
    "idempotency_header": "the idempotency header",
    "signature_header": "the header that signs events",
    "external_id": "the external id",
}


class _Join:
    """Joins what a lighter description says into what a heavier one says."""

    def __init__(self, here: str, there: str) -> None:
        self.here = here
        self.there = there
        self.findings: list[Finding] = []

    def system(self, first: SystemProfile, other: SystemProfile) -> SystemProfile:
        names = {record.name: self._same(record, first.records) for record in other.records}
        records = list(first.records)
        for record in other.records:
            own = names[record.name]
            if own is None:
                records.append(record)
            else:
                place = next(i for i, r in enumerate(records) if r.name == own)
                records[place] = self.record(records[place], record)
        known = {event.name for event in first.events}
        events = [replace(e, record=names.get(e.record) or e.record) for e in other.events if e.name not in known]
        changes: dict[str, Any] = {
            "title": first.title or other.title,
            "servers": tuple(dict.fromkeys([*first.servers, *(other.servers if not first.servers else ())])),
            "events": (*first.events, *events),
            "fixed_headers": first.fixed_headers or other.fixed_headers,
            "deliveries": first.deliveries if first.events or not other.events else other.deliveries,
            "subscribe": first.subscribe or other.subscribe,
            "ping": first.ping or (other.ping if first.subscribe is None else None),
            "records": tuple(records),
        }
        for name in ("auth", "rate_limit", "idempotency_header", "version_header", "signature_header"):
            changes[name] = self.fact(name, getattr(first, name), getattr(other, name), "the system")
        return replace(first, **changes)

    def record(self, first: RecordProfile, other: RecordProfile) -> RecordProfile:
        operations, agreed = self.operations(first, other)
        changes: dict[str, Any] = {
            "label": first.label or other.label,
            "operations": operations,
            "fields": self.fields(first, other),
        }
        for known in dataclasses.fields(RecordProfile):
            mine, theirs = getattr(first, known.name), getattr(other, known.name)
            if not isinstance(mine, Fact):
                continue
            if known.name in _OF_LISTS and Verb.LIST not in agreed:
                continue
            if known.name in _OF_SEARCHES and Verb.SEARCH not in agreed:
                continue
            changes[known.name] = self.fact(known.name, mine, theirs, f"`{first.name}`")
        if Verb.LIST in agreed:
            mine = {f.field for f in first.finds}
            changes["finds"] = (*first.finds, *(f for f in other.finds if f.field not in mine))
        return replace(first, **changes)

    def operations(self, first: RecordProfile, other: RecordProfile) -> tuple[tuple[Operation, ...], set[Verb]]:
        """The operations of both, and the verbs that both do by the same request (or only the other does)."""
        merged: list[Operation] = []
        agreed: set[Verb] = set()
        for operation in first.operations:
            same = next((o for o in other.operations if o.verb is operation.verb and _same_call(o, operation)), None)
            if same is None:
                merged.append(operation)
                continue
            agreed.add(operation.verb)
            known = {(p.name.casefold(), p.where) for p in operation.parameters}
            extra = [p for p in same.parameters if p.where != "path" and (p.name.casefold(), p.where) not in known]
            merged.append(replace(operation, parameters=(*operation.parameters, *extra)))
        own = {operation.verb for operation in first.operations}
        for operation in other.operations:
            # An endpoint that takes every operation in its body does not mix with one that has a path for each.
            if operation.verb not in own and _alike(operation, first.operations):
                merged.append(operation)
                agreed.add(operation.verb)
        return tuple(merged), agreed

    def fields(self, first: RecordProfile, other: RecordProfile) -> tuple[FieldProfile, ...]:
        theirs = {f.path: f for f in other.fields}
        merged = [self.field(first.name, f, theirs[f.path]) if f.path in theirs else f for f in first.fields]
        known = {f.path for f in first.fields}
        return (*merged, *(f for f in other.fields if f.path not in known))

    def field(self, record: str, first: FieldProfile, other: FieldProfile) -> FieldProfile:
        what = f"`{first.path}` of `{record}`"
        kinds = {first.type, other.type}
        if len(kinds) > 1 and FieldType.ANY not in kinds and kinds != {FieldType.INTEGER, FieldType.NUMBER}:
            self._tell("the type", what, first.type.value, other.type.value)
        if first.max_length and other.max_length and first.max_length != other.max_length:
            self._tell("the greatest length", what, str(first.max_length), str(other.max_length))
        if first.enum and other.enum and set(map(str, first.enum)) != set(map(str, other.enum)):
            self._tell("the possible values", what, _listed(first.enum), _listed(other.enum))
        changes: dict[str, Any] = {}
        for name in ("enum", "format", "label", "description", "unit", "zone", "max_length", "min_length", "pattern"):
            if not getattr(first, name) and getattr(other, name):
                changes[name] = getattr(other, name)
        if first.type is FieldType.ANY and other.type is not FieldType.ANY:
            changes["type"], changes["items"] = other.type, other.items
        if other.nullable and not first.nullable:
            changes["nullable"] = True
        for name in ("unique", "refers_to"):
            changes[name] = self.fact(name, getattr(first, name), getattr(other, name), what)
        return replace(first, **changes)

    def fact(self, name: str, mine: Fact[Any], theirs: Fact[Any], what: str) -> Fact[Any]:
        if not theirs.known:
            return mine
        if not mine.known:
            return theirs
        surer = theirs if _rank(theirs) > _rank(mine) else mine
        if mine.value == theirs.value or _same_but_silent(mine.value, theirs.value):
            value = _filled(mine.value, theirs.value)
            evidence = tuple(dict.fromkeys([*mine.evidence, *theirs.evidence]))
            return Fact(value, surer.confidence, evidence)
        if min(_rank(mine), _rank(theirs)) >= _ORDER.index(Confidence.LIKELY):
            self._tell(
                _WORDS.get(name, name.replace("_", " ")),
                what,
                _shown(mine.value),
                _shown(theirs.value),
                here_wins=surer is mine,
            )
        return surer

    def _same(self, record: RecordProfile, known: Sequence[RecordProfile]) -> str | None:
        exact = next((r.name for r in known if r.name == record.name), None)
        return exact or next((r.name for r in known if same_thing(r.name, record.name)), None)

    def _tell(self, kind: str, what: str, here: str, there: str, *, here_wins: bool = True) -> None:
        if len(self.findings) >= _MOST_FINDINGS:
            return
        taken = self.here if here_wins else self.there
        self.findings.append(
            Finding(
                code="descriptions-disagree",
                severity=Severity.WARNING,
                place=whole_file(self.there),
                message=f"{kind} of {what.removeprefix('the system')}".replace(" of  ", " ").removesuffix(" of ")
                + f": `{posixpath.basename(self.here)}` says {here}, `{posixpath.basename(self.there)}` says {there}",
                why="one of the two is out of date, and what is built on the wrong one fails when it runs",
                hint=f"`{posixpath.basename(taken)}` was taken; ask the vendor which one holds, and correct the other",
                subject=f"{what}/{kind}",
            )
        )


def joined(learned: Sequence[tuple[SystemProfile, str]]) -> tuple[SystemProfile, list[Finding]]:
    """The profile of a system of which each of these tells something, the heaviest first, and the contradictions.

    Args:
        learned: profiles, each with the name of the file that it was read from.
    """
    profile, here = learned[0]
    findings: list[Finding] = []
    for other, there in learned[1:]:
        join = _Join(here, there)
        profile = join.system(profile, other)
        findings += join.findings
    return profile, findings


def _rank(fact: Fact[Any]) -> int:
    # That nothing is said of paging is no statement that there is none.
    if getattr(fact.value, "style", None) == "none":
        return 0
    return _ORDER.index(fact.confidence)


def _same_call(one: Operation, other: Operation) -> bool:
    return (one.method == other.method and _tail(one.path).endswith(_tail(other.path)[-60:])) or (
        one.method == other.method and _tail(other.path).endswith(_tail(one.path)[-60:])
    )


def _tail(path: str) -> str:
    """A path without the names of its parameters and without what addresses begin with."""
    bare = re.sub(r"\{[^{}]*\}", "{}", path).rstrip("/").casefold()
    return re.sub(r"^/(?:api/|rest/)?(?:v\d[\w.]*/|\d{4}-\d\d(?:-\d\d)?/)?", "/", bare)


def _alike(operation: Operation, known: Sequence[Operation]) -> bool:
    in_body = "operationName" in operation.body_fixed
    return not known or any(("operationName" in o.body_fixed) == in_body for o in known)


def _same_but_silent(one: Any, other: Any) -> bool:
    """Whether two values agree in all that both say."""
    if not dataclasses.is_dataclass(one) or type(one) is not type(other):
        return False
    empty = (None, "", ())
    for known in dataclasses.fields(one):
        mine, theirs = getattr(one, known.name), getattr(other, known.name)
        if mine != theirs and mine not in empty and theirs not in empty:
            return False
    return True


def _filled(one: Any, other: Any) -> Any:
    if one == other or not dataclasses.is_dataclass(one) or isinstance(one, type):
        return one
    names = [f.name for f in dataclasses.fields(one) if getattr(one, f.name) in (None, "", ())]
    return replace(one, **{name: getattr(other, name) for name in names})


def _shown(value: Any) -> str:
    if isinstance(value, tuple):
        return _listed(value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        said = {f.name: getattr(value, f.name) for f in dataclasses.fields(value)}
        return ", ".join(f"{k} {_plain(v)}" for k, v in said.items() if v not in (None, "", (), False))[:200]
    return f"`{value}`"


def _plain(value: Any) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _listed(values: Sequence[Any]) -> str:
    return ", ".join(_shown(v) for v in values[:8]) + (" and more" if len(values) > 8 else "")
