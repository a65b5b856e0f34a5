"""Integrations that are broken on purpose: the document's own, with one thing wrong."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from interlock.errors import SettingsError, Unreachable
from interlock.mapping import compile_record
from interlock.model.clock import Clock
from interlock.model.decisions import DeleteKind, DeleteRule, Direction, Starting, StartingKind, Winner, WinnerKind
from interlock.model.document import Document, Policy, RecordRow, Stated
from interlock.model.http import Request
from interlock.model.path import Path
from interlock.model.peer import Item, Page, Peer, Written
from interlock.model.value import Body, Side
from interlock.verify import Build, Engine, Parts, integration
from interlock.verify.breakages._meddling import PassesOn


class Idle:
    """Does nothing at all."""

    async def watch(self, stop: asyncio.Event) -> None:
        await stop.wait()


def does_nothing(_parts: Parts) -> Engine:
    return Idle()


@dataclass
class FirstRunOnly:
    """Works once and never again."""

    inner: Any

    async def watch(self, stop: asyncio.Event) -> None:
        await self.inner.cycle()
        await stop.wait()


def runs_once(parts: Parts) -> Engine:
    return FirstRunOnly(integration(parts))


@dataclass
class Lazy:
    """Works every twenty minutes, whatever the document says."""

    inner: Any
    clock: Clock

    async def watch(self, stop: asyncio.Event) -> None:
        while not stop.is_set():
            await self.inner.cycle()
            await self.clock.sleep(1200)


def polls_too_seldom(parts: Parts) -> Engine:
    return Lazy(integration(parts), parts.clock)


# Documents read wrongly


def _misread(change: Callable[[RecordRow], RecordRow]) -> Build:
    def build(parts: Parts) -> Engine:
        document = replace(parts.document, records=tuple(change(row) for row in parts.document.records))
        return integration(replace(parts, document=document, mappings=_compiled(document, parts.peers)))

    return build


def _compiled(document: Document, peers: Mapping[Side, Peer]) -> dict[str, Any]:
    found = {}
    for row in document.records:
        left, right = (peers[side].profile.record(row.resource(side)) for side in (Side.LEFT, Side.RIGHT))
        assert left is not None
        assert right is not None
        found[row.name] = compile_record(row, left, right, document.tables, document.path).mapping
    return found


def _said(stated: Stated[Any], value: object) -> Stated[Any]:
    return replace(stated, value=value, text=stated.text or "said")


_SWAPPED = {Direction.LEFT: Direction.RIGHT, Direction.RIGHT: Direction.LEFT, Direction.BOTH: Direction.BOTH}


def _swapped(row: RecordRow) -> RecordRow:
    fields = tuple(
        replace(f, direction=_said(f.direction, _SWAPPED[f.direction.value])) if f.direction.value else f
        for f in row.fields
    )
    assert row.direction.value is not None
    return replace(row, direction=_said(row.direction, _SWAPPED[row.direction.value]), fields=fields)


direction_swapped = _misread(_swapped)
deletes_ignored = _misread(lambda row: replace(row, on_delete=_said(row.on_delete, DeleteRule(DeleteKind.KEEP))))


def _unfiltered(row: RecordRow) -> RecordRow:
    # A status that the look-up does not know would be held: who ignores the filter ignores the status altogether.
    filtered = {condition.field for condition in row.only_when.value or ()}
    fields = tuple(f for f in row.fields if not filtered & {*(f.left.value or ()), *(f.right.value or ())})
    return replace(row, only_when=_said(row.only_when, ()), fields=fields)


filter_ignored = _misread(_unfiltered)
takes_up_everything = _misread(lambda row: replace(row, starting=_said(row.starting, Starting(StartingKind.ALL))))
wrong_winner = _misread(
    lambda row: replace(row, on_conflict=_said(row.on_conflict, Winner(WinnerKind.SOURCE_OF_TRUTH)))
)


def _first_money_rule_lost(row: RecordRow) -> RecordRow:
    fields = tuple(
        replace(f, rule=replace(f.rule, text="")) if f.rule.text.startswith("cents") and "[]" not in f.left.text else f
        for f in row.fields
    )
    return replace(row, fields=fields)


amounts_unconverted = _misread(_first_money_rule_lost)


def _other_policies(change: Callable[[Policy], Policy]) -> Build:
    def build(parts: Parts) -> Engine:
        policies = tuple(change(policy) for policy in parts.document.policies)
        return integration(replace(parts, document=replace(parts.document, policies=policies)))

    return build


def _guard_that_never_holds(policy: Policy) -> Policy:
    when = policy.when.value
    if when is None or when.shape != "many_deleted":
        return policy
    return replace(policy, when=_said(policy.when, replace(when, args={**when.args, "percent": 100.0})))


def _no_retry(policy: Policy) -> Policy:
    then = tuple(phrase for phrase in policy.then.value or () if phrase.shape != "retry")
    return replace(policy, then=_said(policy.then, then))


guard_off = _other_policies(_guard_that_never_holds)
retries_off = _other_policies(_no_retry)


# Systems spoken to wrongly


def _meddled(kind: type[PassesOn]) -> Build:
    def build(parts: Parts) -> Engine:
        peers = {side: kind(peer, parts.clock) for side, peer in parts.peers.items()}
        return integration(replace(parts, peers=peers))

    return build


class _SendsAgain(PassesOn):
    """Creates without a key, and creates again where no answer came."""

    def create_request(self, resource: str, body: Body, *, key: str | None, together: bool = False) -> Request:  # noqa: ARG002
        return self.inner.create_request(resource, body, key=None)

    async def write(self, resource: str, request: Request) -> Written:
        while True:
            try:
                return await self.inner.write(resource, request)
            except Unreachable as lost:
                if not lost.sent:
                    raise
                await self.clock.sleep(timedelta(seconds=45).total_seconds())


sends_again_after_lost_answer = _meddled(_SendsAgain)


class _LosesElements(PassesOn):
    """Loses the last element of every list that it writes."""

    def create_request(self, resource: str, body: Body, *, key: str | None, together: bool = False) -> Request:
        return self.inner.create_request(resource, _shortened(body), key=key, together=together)

    def update_request(self, resource: str, before: Item, body: Body, *, together: bool = False) -> Request:
        return self.inner.update_request(resource, before, _shortened(body), together=together)


def _shortened(body: Body) -> Body:
    return {k: v[:-1] if isinstance(v, list) and len(v) > 1 else v for k, v in body.items()}


loses_array_item = _meddled(_LosesElements)


class _Blanks(PassesOn):
    """Empties an item instead of archiving it."""

    def archive_request(self, resource: str, before: Item, *, field: Path | None, value: str | None) -> Request:  # noqa: ARG002
        profile = self.profile.record(resource)
        assert profile is not None
        emptied = {f.path.root: None for f in profile.fields if f.nullable and len(f.path.parts) == 1}
        return self.inner.update_request(resource, before, {**before.body, **emptied})


delete_sent_as_blank_update = _meddled(_Blanks)


class _Tramples(PassesOn):
    """Each write to an item changes a neighbour of it too."""

    async def write(self, resource: str, request: Request) -> Written:
        written = await self.inner.write(resource, request)
        async for page in self.inner.pages(resource, since=None):
            for item in page.items[:1]:
                body = {k: "trampled" if k.endswith(("note", "notes")) else v for k, v in item.body.items()}
                body |= {k: v + 1 for k, v in item.body.items() if k in {"stock_quantity", "total"}}  # type: ignore[operator]
                await self.inner.write(resource, self.inner.update_request(resource, item, body))
            break
        return written


class _Litters(PassesOn):
    """Leaves an item of nobody's beside each one that it creates."""

    async def write(self, resource: str, request: Request) -> Written:
        found = await self.inner.write(resource, request)
        if found.item is not None and request.method == "POST" and "archive" not in request.path:
            body = {k: v for k, v in found.item.body.items() if not isinstance(v, str) or "ZQ" not in v.upper()}
            body |= {
                k: f"junk {i}" for i, k in enumerate(found.item.body) if k in {"display_name", "external_reference"}
            }
            await self.inner.write(resource, self.inner.create_request(resource, _unmarked(body), key=None))
        return found


def _unmarked(body: Body) -> Body:
    lines = body.get("lines")
    if isinstance(lines, list):
        body["lines"] = [{**line, "product_code": "JUNK"} for line in lines if isinstance(line, dict)]
    return {k: v for k, v in body.items() if k not in {"id", "created_at", "modified_at", "deleted", "archived"}}


litters = _meddled(_Litters)


class _WritesWhatIsEqual(PassesOn):
    """Writes an item back, as it is, each time that a list of its kind is read."""

    async def pages(self, resource: str, *, since: datetime | None) -> AsyncIterator[Page]:
        async for page in self.inner.pages(resource, since=None):
            for item in page.items[:1]:
                await self.inner.write(resource, self.inner.update_request(resource, item, item.body))
            break
        async for page in self.inner.pages(resource, since=since):
            yield page


writes_what_is_equal = _meddled(_WritesWhatIsEqual)
tramples_on_others = _meddled(_Tramples)


class _Lost(PassesOn):
    """Writes nothing and says that it did."""

    async def write(self, resource: str, request: Request) -> Written:
        found = await self.inner.write(resource, request)
        if found.id is not None and request.method == "POST" and "archive" not in request.path:
            item = await self.inner.get(resource, found.id)
            if isinstance(item, Item):
                await self.inner.write(resource, self.inner.delete_request(resource, item))
        return found


creates_and_deletes = _meddled(_Lost)


# What is kept, kept wrongly


def history_off(parts: Parts) -> Engine:
    parts.ledger.note = lambda entries: None  # type: ignore[method-assign]  # noqa: ARG005
    return integration(parts)


class _Deaf:
    def send(self, _alert: object) -> None:
        """Nobody hears of it."""


def alerts_off(parts: Parts) -> Engine:
    return integration(replace(parts, alerts=_Deaf()))


def fields_known_by_label(parts: Parts) -> Engine:
    """Will not start with a description in which a label is another one than before."""
    for peer in parts.peers.values():
        for record in peer.profile.records:
            for field in record.fields:
                if "(renamed)" in field.label:
                    raise SettingsError(f"no field is called `{field.label.removesuffix(' (renamed)')}`")
    return integration(parts)
