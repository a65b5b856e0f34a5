"""What was learned of a system, compared fact by fact with what others know of it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from interlock.model.profile import Confidence, Fact, Operation, RecordProfile, SystemProfile, Verb

FIELDS = (
    "recall",
    "records path",
    "primary key",
    "page style",
    "page token",
    "page size",
    "cursor field",
    "cursor parameter",
    "auth",
)
_MOST_PARAMETERS = 4


@dataclass(frozen=True)
class Judged:
    """One fact that the truth knows: whether it was learned rightly, and how sure the learner was of it.

    `confidence` is None where nothing of the kind was learned, or the fact carries no confidence of its own.
    """

    api: str
    stream: str
    field: str
    right: bool
    confidence: Confidence | None = None


@dataclass
class Table:
    """Right facts and all facts, by field or by confidence."""

    right: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    all: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))

    def add(self, key: str, *, right: bool) -> None:
        """Count one fact."""
        self.right[key] += right
        self.all[key] += 1

    def cell(self, key: str) -> str:
        """`97 % (34 of 35)`, or a dash where there is nothing."""
        if not self.all[key]:
            return "-"
        return f"{100 * self.right[key] / self.all[key]:.0f} % ({self.right[key]} of {self.all[key]})"


def judged(truth: Mapping[str, Any], profile: SystemProfile) -> list[Judged]:
    """Every fact of the truth about one system; what was not found counts as wrong."""
    by_call = dict(_lists(profile))
    found: list[Judged] = []
    api = str(truth["api"])
    for stream in truth["streams"]:
        if stream.get("role") != "list":
            continue
        name = str(stream["name"])
        known = by_call.get((stream["method"], _plain_path(stream["path"])))
        found.append(Judged(api, name, "recall", known is not None))
        found += [
            Judged(api, name, *told) for told in _stream(stream, known) if told[0] not in _doubted(stream.get("doubt"))
        ]
    kinds = {a["type"] for a in truth.get("auth", {}).get("accepted", [])} | set(
        truth.get("auth", {}).get("also_ok", [])
    )
    if kinds:
        mine = {scheme.kind.value for scheme in profile.auth.value or ()}
        found.append(Judged(api, "", "auth", bool(kinds & mine), _confidence(profile.auth)))
    return found


_Told = tuple[str, bool, Confidence | None]


@dataclass(frozen=True)
class _Known:
    record: RecordProfile
    operation: Operation
    search: bool


def _lists(profile: SystemProfile) -> Iterator[tuple[tuple[str, str], _Known]]:
    for record in profile.records:
        for verb in (Verb.LIST, Verb.SEARCH):
            operation = record.operation(verb)
            if operation is not None:
                yield (
                    (operation.method, _plain_path(operation.path)),
                    _Known(record, operation, verb is Verb.SEARCH),
                )


def _plain_path(path: str) -> str:
    return re.sub(r"\{[^}]*\}", "{}", "/" + path.split("?", maxsplit=1)[0].strip().strip("/"))


def _doubted(doubt: Mapping[str, str] | None) -> set[str]:
    """The fields that the truth is not sure of; a doubt of paging is one of all that belongs to it."""
    names = {"pagination": {"page style", "page token", "page size"}, "pagination_params": {"page token", "page size"}}
    found: set[str] = set()
    for name in doubt or {}:
        found |= names.get(name, {name.replace("_", " ").replace("param", "parameter")})
    return found


def _stream(truth: Mapping[str, Any], known: _Known | None) -> Iterator[_Told]:
    if truth.get("records_path") is not None:
        right = known is not None and _rows(known.operation.records_path) == _rows(truth["records_path"])
        yield "records path", right, None
    if truth.get("primary_key"):
        key = known.record.primary_key if known else Fact()
        right = {str(path) for path in key.value or ()} == set(truth["primary_key"])
        yield "primary key", right, _confidence(key)
    yield from _paging(truth.get("pagination") or {}, known)
    yield from _cursor(truth, known)


def _rows(path: str) -> str:
    plain = path.strip().lstrip("$").replace("[*]", ".*").replace("[]", ".*").strip(".")
    return re.sub(r"(\.?\*)+$", "", plain)


def _paging(truth: Mapping[str, Any], known: _Known | None) -> Iterator[_Told]:
    if not truth.get("style"):
        return
    fact = Fact() if known is None else known.record.search_paging if known.search else known.record.paging
    paging = fact.value
    ways = [truth, *truth.get("also_ok", [])]
    style = paging.style.value if paging else ""
    fits = any(way["style"] == style for way in ways)
    yield "page style", fits, _confidence(fact)
    if truth.get("token_param"):
        token = paging.token_param if paging else ""
        yield "page token", fits and _same(truth["token_param"], token), _confidence(fact)
    if truth.get("size_param"):
        yield "page size", _same(truth["size_param"], paging.size_param if paging else ""), _confidence(fact)


def _cursor(truth: Mapping[str, Any], known: _Known | None) -> Iterator[_Told]:
    record = known.record if known else None
    since = Fact() if known is None else known.record.search_since if known.search else known.record.since
    updated, created = (record.updated_at, record.created_at) if record else (Fact(), Fact())
    # A list that can only be filtered by creation is read by creation.
    if record is not None and not since.known and not (known and known.search) and record.created_since.known:
        since, updated, created = record.created_since, created, updated
    if truth.get("cursor_field"):
        stamp = updated if updated.known else created
        names = truth.get("cursor_alt", [truth["cursor_field"]])
        right = stamp.value is not None and any(stamp.value.parts[-1] == n.split(".")[-1] for n in names)
        yield "cursor field", right, _confidence(stamp)
    if truth.get("cursor_param"):
        got = since.value.parameter if since.value else ""
        right = any(_same(name, got) for name in truth.get("param_alt", [truth["cursor_param"]]))
        yield "cursor parameter", right, _confidence(since)


def _same(one: str, other: str) -> bool:
    """Whether two names of a parameter mean the same: with or without brackets, with or without what is above it."""
    if not one or not other:
        return False
    bare_one, bare_other = one.split("[", maxsplit=1)[0], other.split("[", maxsplit=1)[0]
    return bare_one == bare_other or one.rsplit(".", maxsplit=1)[-1] == other.rsplit(".", maxsplit=1)[-1]


def _confidence(fact: Fact[Any]) -> Confidence | None:
    return fact.confidence if fact.known else None


def by_field(facts: Iterable[Judged]) -> Table:
    """How many facts of each field are right."""
    table = Table()
    for fact in facts:
        table.add(fact.field, right=fact.right)
    return table


def by_confidence(facts: Iterable[Judged]) -> Table:
    """How many facts of each confidence are right; those without one are left out."""
    table = Table()
    for fact in facts:
        if fact.confidence is not None:
            table.add(fact.confidence.value, right=fact.right)
    return table
