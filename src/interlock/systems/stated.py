"""What is stated of a system beside its description: by a person who knows, or by a live system that was asked.

It stands in the extension `x-interlock` at the root of the description, where an overlay may have put it, or in an
overlay of its own; by the names and in the form in which a profile is kept:

    x-interlock:
      system: {rate_limit: 600 per minute}
      records:
        RECORD:
          updated_at: {value: changed, confidence: sure, evidence: [{pointer: said by NAME on DATE}]}
          paging: {style: cursor, token_param: after, next_path: next}
          fields: {email: {unique: true, max_length: 80}, nickname: {type: string}}
          operations: {delete: null, create: {method: POST, path: /contacts}}
          observed: [{probe: ..., answer: ..., facts: {since: {confidence: sure}}}]

A fact without a value that is not `unknown` says that there is none. What is stated later wins.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any, cast

from interlock.catalogue import did_you_mean
from interlock.errors import InputError
from interlock.model.fact import Confidence, Evidence, Fact
from interlock.model.finding import Finding, Severity
from interlock.model.observation import Observation
from interlock.model.path import Path
from interlock.model.place import whole_file
from interlock.model.profile import FieldProfile, FieldType, Operation, RecordProfile, SystemProfile, Verb
from interlock.model.value import JSON
from interlock.systems.loading import BadSyntax, parse
from interlock.systems.overlay import merged_actions
from interlock.systems.plain_values import attributes, facts_of, plain_value, settable
from interlock.systems.storage import from_data, to_data

KEY = "x-interlock"
_MOST = 20_000
_UPDATES = (Verb.UPDATE, Verb.BULK_UPDATE)


def with_stated(profile: SystemProfile, root: JSON, *, file: str) -> tuple[SystemProfile, list[Finding]]:
    """The profile with what the extension at the root of a description states, and what was wrong with that."""
    given = root.get(KEY) if isinstance(root, dict) else None
    if given is None:
        return profile, []
    problems: list[str] = []
    return _applied(profile, given, problems), [_finding(file, problem) for problem in problems[:50]]


def with_stated_file(profile: SystemProfile, data: bytes, *, file: str) -> tuple[SystemProfile, list[Finding]]:
    """The profile with what an overlay of its own states, whatever form the description itself has."""
    try:
        return with_stated(profile, {KEY: stated_in(data, file=file)}, file=file)
    except InputError as problem:
        return profile, [_finding(file, problem.message)]


def stated_in(data: bytes, *, file: str) -> JSON:
    """What an overlay states at the root of the description; an empty object where it states nothing.

    Raises:
        InputError: it cannot be read.
    """
    try:
        whole = parse(data, file=file)
    except BadSyntax as problem:
        raise InputError(f"`{file}` cannot be read: {problem}", hint="probe again; it is written anew") from None
    actions = whole.get("actions") if isinstance(whole, dict) else None
    own: list[JSON] = []
    for action in actions if isinstance(actions, list) else []:
        update = action.get("update") if isinstance(action, dict) and action.get("target") == "$" else None
        if isinstance(update, dict) and KEY in update:
            own.append({"target": "$", "update": {KEY: update[KEY]}})
    merged = merged_actions({}, own)
    return merged.get(KEY, {}) if isinstance(merged, dict) else {}


def refined(record: RecordProfile, name: str, fact: Fact[Any]) -> RecordProfile:
    """The record with another fact; `name` is as in `x-interlock`, `fields.PATH.unique` or `.example` for a field's.

    Raises:
        InputError: it has no such fact.
    """
    if name == "finds":
        return replace(record, finds=tuple(fact.value or ()))
    if name == "replaces":
        return replace(record, operations=tuple(_replacing(op, whole=bool(fact.value)) for op in record.operations))
    if name.startswith("fields.") and name.endswith(".unique"):
        path = name.removeprefix("fields.").removesuffix(".unique")
        return _with_field(record, path, lambda field: replace(field, unique=fact))
    if name.startswith("fields.") and name.endswith(".example"):
        path = name.removeprefix("fields.").removesuffix(".example")
        return _with_field(record, path, lambda field: replace(field, example=fact.value))
    if name not in facts_of(RecordProfile):
        raise InputError(f"`{name[:100]}` is no fact of a record", hint=did_you_mean(name, attributes(RecordProfile)))
    known: dict[str, Any] = {name: fact}
    return replace(record, **known)


def fact_data(fact: Fact[Any]) -> JSON:
    """A fact as it is stated."""
    return cast("JSON", to_data(fact))


def _replacing(operation: Operation, *, whole: bool) -> Operation:
    return replace(operation, replaces=whole) if operation.verb in _UPDATES else operation


def _applied(profile: SystemProfile, given: JSON, problems: list[str]) -> SystemProfile:
    if not isinstance(given, dict):
        problems.append(f"`{KEY}` is no object")
        return profile
    profile = _of_system(profile, given.get("system"), problems)
    told = given.get("records")
    changed: dict[str, RecordProfile] = {}
    for name, facts in _entries(told, "records", problems):
        record = profile.record(name)
        if record is None:
            problems.append(f"`{name[:100]}` is no record of the description")
        else:
            changed[name] = _of_record(record, facts, problems)
    records = tuple(changed.get(record.name, record) for record in profile.records)
    return replace(profile, records=records) if changed else profile


def _of_system(profile: SystemProfile, given: JSON, problems: list[str]) -> SystemProfile:
    for name, value in _entries(given, "system", problems):
        try:
            if name == "observed":
                profile = replace(profile, observed=tuple(_observation(one) for one in _list(value)))
            else:
                profile = _set(profile, name, value, where=f"system/{name}")
        except InputError as problem:
            problems.append(f"`{name[:100]}`: {problem.message}")
    return profile


def _of_record(record: RecordProfile, given: JSON, problems: list[str]) -> RecordProfile:
    where = f"records.{record.name}"
    for name, value in _entries(given, where, problems):
        within = {"fields": _of_field, "operations": _of_operation}.get(name)
        parts = list(_entries(value, f"{where}.{name}", problems)) if within is not None else [("", value)]
        for part, told in parts:
            try:
                if within is not None:
                    record = within(record, part, told)
                elif name == "observed":
                    record = _observed(record, _list(told))
                else:
                    record = _stated(record, name, told)
            except InputError as problem:
                address = ".".join(each for each in (where, name, part) if each)
                problems.append(f"`{address[:200]}`: {problem.message}")
    return record


def _observed(record: RecordProfile, given: list[JSON]) -> RecordProfile:
    """The record with what was seen, and with the facts that follow from each of it."""
    record = replace(record, observed=tuple(_observation(one) for one in given))
    for one in given:
        facts = one.get("facts") if isinstance(one, dict) else None
        for name, value in facts.items() if isinstance(facts, dict) else ():
            record = _stated(record, name, value)
    return record


def _observation(given: JSON) -> Observation:
    if not isinstance(given, dict):
        raise InputError("what was observed is no object")
    return cast("Observation", from_data(Observation, "", {k: v for k, v in given.items() if k != "facts"}))


def _stated(record: RecordProfile, name: str, given: JSON) -> RecordProfile:
    if name == "replaces":
        return refined(record, name, Fact(value=isinstance(given, dict) and given.get("value") is True))
    if name.startswith("fields."):
        path, _, fact = name.removeprefix("fields.").rpartition(".")
        return _of_field(record, path, {fact: given})
    changed: RecordProfile = _set(record, name, given, where=f"records/{record.name}/{name}")
    return changed


def _of_field(record: RecordProfile, path: str, given: JSON) -> RecordProfile:
    if not isinstance(given, dict):
        raise InputError(f"what is stated of the field `{path[:100]}` is no object")
    where = f"records/{record.name}/fields/{path}"
    if record.field(path) is None and "type" in given:
        # A field that the description leaves out.
        new = FieldProfile(Path.of(path), FieldType.ANY, pointer=f"#/{KEY}/{where}")
        record = replace(record, fields=(*record.fields, new))

    def change(field: FieldProfile) -> FieldProfile:
        for name, value in given.items():
            field = _set(field, name, value, where=f"{where}/{name}")
        return field

    return _with_field(record, path, change)


def _with_field(record: RecordProfile, path: str, change: Callable[[FieldProfile], FieldProfile]) -> RecordProfile:
    known = record.field(path)
    if known is None:
        hint = did_you_mean(path, [str(field.path) for field in record.fields])
        raise InputError(
            f"`{record.name}` has no field `{path[:100]}`",
            hint=f"{hint}; a field that the description leaves out is stated with its `type`",
        )
    changed = change(known)
    return replace(record, fields=tuple(changed if field is known else field for field in record.fields))


def _of_operation(record: RecordProfile, name: str, given: JSON) -> RecordProfile:
    verb: Verb = plain_value(Verb, name)
    others = tuple(each for each in record.operations if each.verb is not verb)
    if given is None:
        return replace(record, operations=others)
    known = record.operation(verb)
    pointer = f"#/{KEY}/records/{record.name}/operations/{verb.value}"
    told = {"pointer": pointer, **given, "verb": verb.value} if isinstance(given, dict) else given
    made: Operation = plain_value(Operation, told, known)
    return replace(record, operations=(*others, made))


def _set(thing: Any, name: str, given: JSON, *, where: str) -> Any:
    """The thing (a system, record or field) with one attribute as stated."""
    kind: type = type(thing)
    if name not in settable(kind):
        raise InputError(f"`{name[:100]}` is no fact of it", hint=did_you_mean(name, settable(kind)))
    wrapped = isinstance(given, dict) and bool(given) and set(given) <= {"value", "confidence", "evidence"}
    told: dict[str, JSON] = given if wrapped and isinstance(given, dict) else {"value": given}
    hint, value = attributes(kind)[name], told.get("value")
    if name not in facts_of(kind):
        return replace(thing, **{name: plain_value(hint, value)})
    confidence: Confidence = plain_value(Confidence, told.get("confidence", Confidence.SURE.value))
    if confidence is Confidence.UNKNOWN and value is None:
        return replace(thing, **{name: Fact()})
    evidence = told.get("evidence", [{"pointer": f"#/{KEY}/{where}"}])
    read: tuple[Evidence, ...] = plain_value(tuple[Evidence, ...], evidence)
    known = None if value is None else plain_value(hint, value)
    return replace(thing, **{name: Fact(known, confidence, read)})


def _list(value: JSON) -> list[JSON]:
    if value is None:
        return []
    if not isinstance(value, list) or len(value) > _MOST:
        raise InputError("a list was expected")
    return value


def _entries(given: JSON, where: str, problems: list[str]) -> Iterator[tuple[str, JSON]]:
    if given is None:
        return
    if not isinstance(given, Mapping):
        problems.append(f"`{where[:100]}` of `{KEY}` is no object")
        return
    yield from given.items()


def _finding(file: str, message: str) -> Finding:
    return Finding(
        code="overlay-target",
        severity=Severity.WARNING,
        place=whole_file(file),
        message=f"what is stated beside the description has no effect: {message}",
        why="the correction has no effect, and what it corrects is learned wrongly",
        hint="look the record and the fact up with `interlock learn`; what a probe stated is written anew by a probe",
        subject=message[:120],
    )
