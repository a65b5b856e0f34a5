"""Makes the request of a wanted write, and the note that is kept of it before it is sent."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from interlock.errors import NotPossible
from interlock.mapping import Unfit, Waiting
from interlock.model.history import Entry, EntryKind
from interlock.model.http import Request
from interlock.model.kept import Act, Intent
from interlock.model.ledger import Ledger
from interlock.model.links import Links
from interlock.model.path import get, put
from interlock.model.peer import Item, Peer
from interlock.model.plan import ChangeKind, FieldChange, Line
from interlock.model.profile import Verb
from interlock.model.recovery import key_header
from interlock.model.value import ABSENT, Body, Canonical, Side
from interlock.sync.observe import item_of
from interlock.sync.record import Record
from interlock.sync.situation import Write
from interlock.sync.telling import told, told_change
from interlock.sync.units import Unit


@dataclass(frozen=True, slots=True)
class Rendered:
    """A write as it will be sent. `body` is what the target will then hold; `wish` stands for what is asked.

    `at_once` is how many such writes may go in one request.
    """

    request: Request
    body: Body
    wish: str
    before: Item | None
    keyed: bool
    at_once: int = 1


class Living:
    """Links as far as their items are there: what is gone can no longer be referred to."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def link_of(self, record: str, side: Side, item_id: str) -> str | None:
        """The link that the item belongs to, or None."""
        return self._ledger.link_of(record, side, item_id)

    def id_in(self, record: str, side: Side, link: str) -> str | None:
        """The id that the link has on a side, or None while nothing is there."""
        here = self._ledger.id_in(record, side, link)
        seen = None if here is None else self._ledger.seen(record, side, here)
        return None if seen is not None and seen.gone else here


def render(
    unit: Unit, write: Write, peer: Peer, ledger: Ledger, key: str, *, alone: bool = False
) -> Rendered | Waiting:
    """The request for a write, or what it refers to that is not there.

    Raises:
        NotPossible: the system cannot do this, or a value cannot be written there.
    """
    record, side = unit.record, write.side
    resource = record.resource(side)
    before = item_of(record, unit.seen[side]) if side in unit.seen else None
    at_once = 1
    if write.act in (Act.CREATE, Act.UPDATE):
        body = record.mapping.write(side, write.values, {} if before is None else before.body, Living(ledger))
        if isinstance(body, Unfit):
            raise NotPossible(body.message)
        if isinstance(body, Waiting):
            return body
        if not alone:
            at_once = peer.at_once(resource, Verb.CREATE if before is None else Verb.UPDATE)
        if before is None:
            request = peer.create_request(resource, body, key=key or None, together=at_once > 1)
        else:
            request = peer.update_request(resource, before, body, together=at_once > 1)
    else:
        if before is None:
            raise NotPossible(f"{record.name} was never seen there")
        body = before.body
        if write.act is Act.DELETE:
            request = peer.delete_request(resource, before)
        elif write.act is Act.REVIVE:
            body, request = revived(record, side, before, peer)
        else:
            field, value = (write.rule.field, write.rule.value) if write.rule else (None, None)
            request = peer.archive_request(resource, before, field=field, value=value)
    return Rendered(request, body, wish_of(write.act, request), before, bool(key), at_once)


def revived(record: Record, side: Side, before: Item, peer: Peer) -> tuple[Body, Request]:
    """The body of an item that is in use again, and the request for that: the opposite of what archived it.

    Raises:
        NotPossible: nothing tells how, or the system has no way.
    """
    resource = record.resource(side)
    rule, flag = record.row.on_delete.value, record.profiles[side].archive_flag.value
    by_rule = rule is not None and rule.field is not None and record.archived_by_field(side, before.body)
    if by_rule and rule is not None and rule.field is not None:
        if flag is not None and flag.field == rule.field:
            active = flag.active
        else:
            value = get(before.body, rule.field)
            if not isinstance(value, bool):
                raise NotPossible(f"nothing tells what `{rule.field}` was before it was archived by it")
            active = not value
        body = put(before.body, rule.field, active)
        return body, peer.update_request(resource, before, body)
    body = before.body if flag is None else put(before.body, flag.field, flag.active)
    try:
        return body, peer.restore_request(resource, before)
    except NotPossible:
        if flag is None or before.deleted:
            raise
        return body, peer.update_request(resource, before, body)


def wish_of(act: Act, request: Request) -> str:
    """What stands for the request, without what differs from time to time."""
    text = f"{act.value} {request.method} {request.path} {request.query}".encode()
    return hashlib.sha256(text + request.body).hexdigest()[:32]


def has_keys(unit: Unit, write: Write, peer: Peer) -> bool:
    """Whether the system answers a repeated create of the same key as it did the first."""
    return bool(key_header(peer.profile, unit.record.profiles[write.side]))


def key_for(ledger: Ledger, number: str, name: tuple[str, str], digests: Iterable[str]) -> str:
    """A key that no other write has, also not one of another environment or of a restored ledger.

    `name` is that of the item, `digests` are those of its sides.
    """
    seen = " ".join(digests)
    hexa = hashlib.sha256(f"{ledger.birth} {ledger.environment} {number} {name} {seen}".encode()).hexdigest()
    return f"{hexa[:8]}-{hexa[8:12]}-4{hexa[13:16]}-8{hexa[17:20]}-{hexa[20:32]}"


def intent_for(
    unit: Unit,
    write: Write,
    made: Rendered,
    history: tuple[Entry, ...],
    *,
    number: str,
    link: str,
    key: str,
    at: datetime,
) -> Intent:
    """The note of a write: enough to finish it after a crash."""
    agreed = {pair: value for pair, value in write.values.items() if pair not in write.partly}
    source = unit.seen.get(write.side.other)
    target = unit.seen.get(write.side)
    return Intent(
        id=number,
        act=write.act,
        record=unit.record.name,
        side=write.side,
        resource=unit.record.resource(write.side),
        request=made.request,
        at=at,
        link=link,
        source_id="" if source is None else source.id,
        source_digest="" if source is None else source.digest,
        target_id="" if target is None else target.id,
        key=key if made.keyed else "",
        match=source.key if write.act is Act.CREATE and source is not None and unit.record.matched else None,
        values=agreed,
        written=tuple(agreed),
        before=None if made.before is None else made.before.body,
        history=history,
    )


_KINDS = {
    ChangeKind.CREATE: EntryKind.CREATED,
    ChangeKind.UPDATE: EntryKind.UPDATED,
    ChangeKind.RESTORE: EntryKind.RESTORED,
    ChangeKind.ARCHIVE: EntryKind.ARCHIVED,
    ChangeKind.DELETE: EntryKind.DELETED,
}
"""Of a restored item, `RESTORED` tells as a whole, without a field pair."""


def entries(unit: Unit, write: Write, at: datetime, links: Links) -> tuple[Entry, ...]:
    """What the history will say: one line for an item that comes or goes, and one for each value that changes."""
    record, pairs = unit.record.name, unit.record.pairs
    found = []
    if write.act is not Act.UPDATE:
        values = {name: told(pairs[name], value, write.side, links) for name, value in write.values.items()}
        after: Canonical = values or ABSENT
        sensitive = any(one.sensitive for one in write.fields) or any(pairs[name].sensitive for name in write.values)
        found.append(
            Entry(
                at,
                _KINDS[write.kind],
                record,
                "",
                write.side,
                after=after,
                reason=write.reason,
                place=write.place,
                sensitive=sensitive and after is not ABSENT,
            )
        )
    for one in write.fields:
        if write.act is Act.CREATE:
            continue
        change = told_change(pairs[one.pair], one, write.side, links)
        kind = EntryKind.OVERWRITTEN if change.lost is not ABSENT else EntryKind.UPDATED
        if write.kind is ChangeKind.RESTORE:
            kind = EntryKind.RESTORED
        found.append(
            Entry(
                at,
                kind,
                record,
                "",
                write.side,
                "",
                change.pair,
                change.before,
                change.after,
                change.lost,
                change.reason,
                change.place,
                change.sensitive,
            )
        )
    return tuple(found)


def _fields(unit: Unit, write: Write) -> tuple[FieldChange, ...]:
    """The field pairs of a write; a create has just its values, since most are never told one by one."""
    if write.act is not Act.CREATE or write.fields:
        return write.fields
    pairs = unit.record.pairs
    return tuple(
        FieldChange(name, ABSENT, value, "", ABSENT, pairs[name].sensitive, str(pairs[name].row.span))
        for name, value in write.values.items()
    )


def line_of(unit: Unit, write: Write, links: Links) -> Line:
    """The write as people are told it."""
    source, target = unit.seen.get(write.side.other), unit.seen.get(write.side)
    return Line(
        write.kind,
        unit.record.name,
        write.side,
        "" if source is None else source.id,
        "" if target is None else target.id,
        tuple(told_change(unit.record.pairs[one.pair], one, write.side, links) for one in _fields(unit, write)),
        write.reason,
        write.place,
    )
