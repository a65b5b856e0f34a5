"""What of a system a person means by `contacts.email.max_length`, `Customer.deletes` or `rate limit`."""

from __future__ import annotations

import dataclasses
import typing
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from interlock.catalogue import did_you_mean
from interlock.errors import UsageError
from interlock.model.profile import FieldProfile, Operation, RecordProfile, SystemProfile, Verb
from interlock.model.titles import RECORD_TITLES, SYSTEM_TITLES
from interlock.systems.plain_values import attributes, settable

_MOST = 50


@dataclass(frozen=True, slots=True)
class Address:
    """One thing known of a system: a fact of it, a record, or a fact, operation or field of a record.

    `fact` is the name of an attribute; `part` the attribute of a value that has several (`size_max` of a paging).
    """

    record: str = ""
    operation: str = ""
    field: str = ""
    fact: str = ""
    part: str = ""

    @property
    def keys(self) -> tuple[str, ...]:
        """Where it is stated below `x-interlock`."""
        if not self.record:
            return ("system", self.fact)
        inner = ("fields", self.field) if self.field else ("operations", self.operation) if self.operation else ()
        return ("records", self.record, *inner, *((self.fact,) if self.fact else ()))

    def __str__(self) -> str:
        parts = (self.record, self.operation, self.field, self.fact, self.part)
        return ".".join(part for part in parts if part)


def addresses(profile: SystemProfile, text: str, *, names: Mapping[str, str], new: bool = False) -> tuple[Address, ...]:
    """Everything that the text can mean, at most fifty; a field without its record is looked for in all of them.

    Args:
        profile: what is known of the system.
        text: what was written; case does not count, and `_` is as good as a space.
        names: records of the system by other names that they go by.
        new: whether a field may be one that is not known, if its type is what is meant.

    Raises:
        UsageError: nothing is called so; it names what was probably meant.
    """
    wanted = text.strip().strip("`").strip()
    for name, record in _beginnings(profile, wanted, names):
        rest = wanted[len(name) :].removeprefix(".")
        found = _within(record, rest, new=new)
        if found is not None:
            return (found,)
        if rest:
            raise UsageError(f"`{record.name}` has no field, fact or operation `{rest}`", hint=_known(record, rest))
    fact = _fact(SystemProfile, SYSTEM_TITLES, wanted)
    if not wanted:
        raise UsageError("nothing is named", hint="name a field, a fact or a record: `RECORD.updated_at`")
    if fact is not None:
        return (fact,)
    everywhere = [found for record in profile.records if (found := _within(record, wanted, new=False)) is not None]
    if everywhere:
        return tuple(everywhere[:_MOST])
    records = [record.name for record in profile.records]
    known = [*names, *records, *SYSTEM_TITLES.values(), *_fields(profile)]
    raise UsageError(f"nothing of `{profile.name}` is called `{wanted}`", hint=did_you_mean(wanted, known))


def _beginnings(profile: SystemProfile, wanted: str, names: Mapping[str, str]) -> Iterator[tuple[str, RecordProfile]]:
    """The records whose name the text begins with, the longest name first."""
    known = {record.name: record.name for record in profile.records} | dict(names)
    folded = wanted.casefold()
    for name in sorted(known, key=lambda name: (-len(name), name)):
        if folded == name.casefold() or folded.startswith(name.casefold() + "."):
            record = profile.record(known[name])
            if record is not None:
                yield name, record


def _within(record: RecordProfile, rest: str, *, new: bool) -> Address | None:
    if not rest:
        return Address(record.name)
    fact = _fact(RecordProfile, RECORD_TITLES, rest)
    if fact is not None:
        return dataclasses.replace(fact, record=record.name)
    operation = _operation(rest)
    if operation is not None:
        return dataclasses.replace(operation, record=record.name)
    return _field(record, rest, new=new)


def _fact(kind: type, titles: Mapping[str, str], text: str) -> Address | None:
    first, _, part = text.partition(".")
    wanted = _plain(first)
    for name in settable(kind):
        if wanted in (_plain(name), _plain(titles.get(name, name))):
            inside = _attribute(attributes(kind)[name], part)
            return None if inside is None else Address(fact=name, part=inside)
    return None


def _attribute(hint: object, part: str) -> str | None:
    """The attribute of a structured value that is meant; empty where the whole is, None where there is no such one."""
    if not part:
        return ""
    kinds = [hint, *typing.get_args(hint)]
    for kind in kinds:
        if isinstance(kind, type) and dataclasses.is_dataclass(kind):
            return next((one.name for one in dataclasses.fields(kind) if _plain(one.name) == _plain(part)), None)
    return None


def _operation(text: str) -> Address | None:
    first, _, rest = text.partition(".")
    verb = next((verb for verb in Verb if _plain(verb.value) == _plain(first)), None)
    if verb is None:
        return None
    if not rest:
        return Address(operation=verb.value)
    name = next((name for name in settable(Operation) if _plain(name) == _plain(rest)), None)
    return None if name is None else Address(operation=verb.value, fact=name)


def _field(record: RecordProfile, text: str, *, new: bool) -> Address | None:
    by_name = {str(field.path).casefold(): str(field.path) for field in record.fields}
    whole = by_name.get(text.casefold())
    if whole is not None:
        return Address(record.name, field=whole)
    before, _, last = text.rpartition(".")
    name = next((name for name in settable(FieldProfile) if _plain(name) == _plain(last)), None)
    if not before or name is None:
        return None
    path = by_name.get(before.casefold(), before if new and name == "type" else "")
    return Address(record.name, field=path, fact=name) if path else None


def _known(record: RecordProfile, wanted: str) -> str:
    fields = [str(field.path) for field in record.fields]
    known = [*fields, *RECORD_TITLES.values(), *(operation.verb.value for operation in record.operations)]
    before, _, last = wanted.rpartition(".")
    if before and any(_plain(last) == _plain(name) for name in settable(FieldProfile)):
        wanted = before  # an attribute of a field that is misspelled
    hint = did_you_mean(wanted, known)
    return f"{hint}; a field that the description leaves out is stated by its type: `{record.name}.FIELD.type=string`"


def _fields(profile: SystemProfile) -> Iterator[str]:
    yield from (str(field.path) for record in profile.records for field in record.fields)


def _plain(name: str) -> str:
    return name.strip().casefold().replace("_", " ").replace("-", " ")
