"""Tries the live flows with marked items of its own: created, followed, changed, deleted, and nothing left behind."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from dataclasses import dataclass, replace

from interlock.adapters.probe_journal import FileNotes
from interlock.errors import NotPossible, Refused, SystemFault
from interlock.journeys.golive_waves import Desk, last_number
from interlock.journeys.project import Project
from interlock.journeys.smoke_bodies import SmokeBodies
from interlock.model.decisions import DeleteKind
from interlock.model.environment import Environment
from interlock.model.golive import Tried
from interlock.model.kept import LinkState
from interlock.model.path import put
from interlock.model.peer import Found, Item, MergedInto
from interlock.model.profile import Verb
from interlock.model.value import Body, Side
from interlock.probing.bodies import carries, is_mail, takes_mark
from interlock.sync.after_wave import AfterWave
from interlock.sync.limiting import Closing
from interlock.sync.observe import Observer, item_of
from interlock.sync.record import SIDES, Record
from interlock.sync.wrote import wrote

_WAITS_S = (0.0, 5.0, 20.0)
"""Some systems list what is new only after a while."""

_MOST_PAGES = 50
MARK = "ilsmoke"
"""How the marks of items that are tried begin."""


@dataclass(frozen=True, slots=True)
class _Made:
    """A marked item as its system has it."""

    record: Record
    side: Side
    tag: str
    id: str
    body: Body


class Smoking:
    """Of one environment. What it makes is noted on the disk before, so that a killed one leaves a list."""

    def __init__(self, project: Project, environment: Environment, desk: Desk) -> None:
        self._desk = desk
        self._records = desk.run.integration.records
        self._peers = desk.run.peers
        self._ledger = desk.run.ledger
        self._clock = desk.clock
        self._notes = FileNotes(project.folder / ".interlock" / f"{environment.name}.smoke.jsonl")
        self._bodies = SmokeBodies(self._ledger, self._clock, f"{MARK}{secrets.token_hex(4)}")

    # What an earlier one left

    async def cleaned(self) -> None:
        """Take away what one that was killed left in the systems."""
        left = [one for one in self._notes.left() if len(one) == 4]
        if not left:
            return
        self._desk.said(f"taking away {len(left)} marked items that an earlier go-live left")
        await self._desk.run.integration.look()
        for record_name, side, tag, item_id in left:
            record = self._records.get(record_name)
            if record is None:
                continue
            ids = [item_id] if item_id else await self._found(record, Side(side), tag)
            gone = [await self._gone(record, Side(side), one) for one in ids]
            if all(gone):
                self._notes.forget((record_name, side, tag, item_id))

    async def _found(self, record: Record, side: Side, tag: str) -> list[str]:
        """The items that carry a mark, as a list shows them."""
        found = []
        number = 0
        async for page in self._peers[side].pages(record.resource(side), since=None):
            found += [item.id for item in page.items if not item.deleted and carries(item.body, tag)]
            number += 1
            if found or number >= _MOST_PAGES:
                break
        return found

    # Trying

    async def tried(self, records: Collection[str]) -> tuple[Tried, ...]:
        """What came of trying each record from each side that items are created from."""
        found: list[Tried] = []
        for record in self._records.values():
            if record.name not in records:
                continue
            ways = [side for side in SIDES if record.creates(side.other)]
            if not ways:
                found.append(Tried(record.name, "create", None, "the document creates none of it"))
            for side in ways:
                found += await self._way(record, side)
        for one in found:
            how = {True: "as it should", False: "NOT as it should", None: "not tried"}[one.met]
            self._desk.said(f"smoke test: {one.record}: {one.what}: {how}: {one.said}")
        return tuple(found)

    async def _way(self, record: Record, side: Side) -> list[Tried]:
        here, there = record.systems[side], record.systems[side.other]
        what = f"an item created in {here} arrives in {there}"
        why = self._impossible(record)
        if why:
            return [Tried(record.name, what, None, why)]
        try:
            made = await self._made(record, side)
        except SystemFault as fault:
            return [Tried(record.name, what, None, f"{here} does not take a made-up item: {fault.message}")]
        if isinstance(made, str):
            return [Tried(record.name, what, None, made)]
        found: list[Tried] = []
        try:
            said = await self._followed(made)
            found.append(Tried(record.name, what, not said, said or f"`{made.id}` arrived as the document says"))
            if not said:
                found += [await self._changed(made), await self._deleted(made)]
        finally:
            left = await self._taken_away(made)
        if left:
            found.append(Tried(record.name, "nothing is left behind", False, left))
        return found

    def _impossible(self, record: Record) -> str:
        """Why nothing of the record can be tried; empty where it can."""
        for side in SIDES:
            profile = record.profiles[side]
            for verb, what in ((Verb.DELETE, "deletes"), (Verb.GET, "shows")):
                if profile.operation(verb) is None:
                    return f"{record.systems[side]} {what} no single `{profile.name}`, so that one would stay"
        if record.profiles[Side.LEFT].operation(Verb.CREATE) is None and not record.creates(Side.LEFT):
            return f"{record.systems[Side.LEFT]} creates no `{record.profiles[Side.LEFT].name}`"
        return ""

    async def _made(self, record: Record, side: Side) -> _Made | str:
        """A marked item, created; or why there is none."""
        bodies = self._bodies.of(record, side, self._peers[side])
        if record.profiles[side].operation(Verb.CREATE) is None:
            return f"{record.systems[side]} creates no `{record.profiles[side].name}`"
        tag, body = next(bodies, ("", None))
        if body is None:
            return "no item can be made up that the document takes and that has a match key of its own"
        resource, note = record.resource(side), (record.name, side.value, tag, "")
        self._notes.note(note)
        peer = self._peers[side]
        try:
            written = await peer.write(resource, peer.create_request(resource, body, key=None))
        except Refused as fault:
            if fault.status < 500:
                self._notes.forget(note)
            raise
        item_id = written.id or (written.item.id if written.item is not None else "")
        item_id = item_id or next(iter(await self._found(record, side, tag)), "")
        if not item_id:
            return f"{record.systems[side]} does not tell the id of what it created"
        self._notes.note((record.name, side.value, tag, item_id))
        self._notes.forget(note)
        return _Made(record, side, tag, item_id, body)

    async def _followed(self, made: _Made) -> str:
        """Let the item flow; what is wrong with what came of it, empty where that is nothing."""
        record, other = made.record, made.side.other
        since, why = last_number(self._ledger), ""
        for wait_s in _WAITS_S:
            await self._clock.sleep(wait_s)
            why = await self._pass(made)
            link = self._ledger.link_at(record.name, made.side, made.id)
            if link is not None:
                note = (record.name, other.value, made.tag, link.id_on(other))
                self._notes.note(note)
                break
        else:
            held = self._ledger.held_at(record.name, made.side, made.id)
            return f"it is held: {held[0].reason}" if held else f"it did not arrive in {record.systems[other]}{why}"
        return await self._otherwise(since)

    async def _changed(self, made: _Made) -> Tried:
        record, side = made.record, made.side
        what = f"a change in {record.systems[side]} arrives in {record.systems[side.other]}"
        match = record.row.matched_by.value
        keys = {pair.left if side is Side.LEFT else pair.right for pair in match.pairs} if match else set()
        fields = [
            field
            for pair in record.pairs.values()
            for path in pair.fields(side)
            if pair.direction.writes(side.other) and path not in keys
            if (field := record.profiles[side].field(path)) is not None and takes_mark(field)
        ]
        seen = self._ledger.seen(record.name, side, made.id)
        if not fields or seen is None or record.profiles[side].operation(Verb.UPDATE) is None:
            return Tried(record.name, what, None, "no plain text of it flows that could be changed")
        field = fields[0]
        text = f"{made.tag}b@example.com" if is_mail(field) else f"{made.tag}b"
        peer, item, since = self._peers[side], item_of(record, seen), last_number(self._ledger)
        try:
            request = peer.update_request(item.resource, item, put(item.body, field.path, text))
            await peer.write(item.resource, request)
        except SystemFault as fault:
            return Tried(record.name, what, None, f"{record.systems[side]} does not take the change: {fault.message}")
        why = ""
        for wait_s in _WAITS_S:
            await self._clock.sleep(wait_s)
            why = await self._pass(made)
            if any(one.side is side.other for one in wrote(self._ledger.history(after=since))):
                said = await self._otherwise(since)
                return Tried(record.name, what, not said, said or f"`{field.path}` arrived")
        return Tried(record.name, what, False, f"`{field.path}` did not arrive{why}")

    async def _deleted(self, made: _Made) -> Tried:
        """Delete the item where it was created, and see that its counterpart is as the document says."""
        record, side, other = made.record, made.side, made.side.other
        rule = record.deleting(side)
        kind = DeleteKind.KEEP if rule is None else rule.kind
        what = f"what is deleted in {record.systems[side]} follows `{kind.value}` in {record.systems[other]}"
        link = self._ledger.link_at(record.name, side, made.id)
        seen = self._ledger.seen(record.name, side, made.id)
        if link is None or seen is None:
            return Tried(record.name, what, None, "the two are not linked")
        try:
            await self._peers[side].write(
                record.resource(side), self._peers[side].delete_request(record.resource(side), item_of(record, seen))
            )
        except SystemFault as fault:
            return Tried(record.name, what, None, f"{record.systems[side]} does not delete it: {fault.message}")
        # It was answered with success, so it is gone, however long lists go on to show it.
        Observer(self._ledger).gone(record, side, made.id, self._clock.now(), ours=True)
        for wait_s in _WAITS_S:
            await self._clock.sleep(wait_s)
            await self._pass(made)
            found = await self._get(record, other, link.id_on(other))
            there = isinstance(found, Item) and not found.deleted
            archived = (
                there and isinstance(found, Item) and (found.archived or record.archived_by_field(other, found.body))
            )
            as_said = {DeleteKind.DELETE: not there, DeleteKind.ARCHIVE: archived or not there}.get(kind, there)
            if as_said:
                return Tried(record.name, what, True, f"`{link.id_on(other)}` is as the document says")
        return Tried(record.name, what, False, f"`{link.id_on(other)}` is not as the document says")

    async def _pass(self, made: _Made) -> str:
        """Let the item flow once; `: ` and why a system could not be used, empty where both could."""
        closing = Closing(self._desk.stop, self._clock, self._desk.hours.until)
        report = await self._desk.run.integration.cycle(stop=closing, item=made.id)
        unread = [(side, why) for record, side, why in report.unread if record == made.record.name]
        for side, why in (*report.paused, *unread):
            return f": {why.removeprefix(f'{made.record.systems[side]}: ')}"
        return ""

    async def _otherwise(self, since: int) -> str:
        after = AfterWave(self._records, self._peers, self._ledger, self._clock)
        items = [one for one in wrote(self._ledger.history(after=since)) if one.record in self._records]
        for one in items:
            said = await after.otherwise(one)
            if said:
                return said
        return ""

    # Leaving nothing behind

    async def _taken_away(self, made: _Made) -> str:
        """Take both items away; what could not be, empty where nothing is left."""
        record = made.record
        link = self._ledger.link_at(record.name, made.side, made.id)
        ids = {made.side: made.id} if link is None else {side: link.id_on(side) for side in SIDES}
        left = []
        for side, item_id in ids.items():
            if await self._gone(record, side, item_id):
                self._notes.forget((record.name, side.value, made.tag, item_id))
            else:
                left.append(f"`{item_id}` in {record.systems[side]}")
        return f"{' and '.join(left)} could not be deleted; the next start tries again" if left else ""

    async def _gone(self, record: Record, side: Side, item_id: str) -> bool:
        """Delete one item, with its counterpart, and take note that both are gone because of us."""
        link = self._ledger.link_at(record.name, side, item_id)
        if not await self._delete(record, side, item_id):
            return False
        if link is not None and not await self._delete(record, side.other, link.id_on(side.other)):
            return False
        now = self._clock.now()
        with self._ledger.transaction():
            if link is not None:
                self._ledger.put_link(replace(link, state=LinkState.ENDED))
            for one in SIDES:
                own = item_id if one is side else "" if link is None else link.id_on(one)
                Observer(self._ledger).gone(record, one, own, now, ours=True)
                seen = self._ledger.seen(record.name, one, own)
                if seen is not None:
                    self._ledger.settle(record.name, [(one, own, seen.digest)])
                for held in self._ledger.held_at(record.name, one, own):
                    self._ledger.release_held(held.id)
        return True

    async def _delete(self, record: Record, side: Side, item_id: str) -> bool:
        found = await self._get(record, side, item_id)
        if not isinstance(found, Item) or found.deleted:
            return found is not None
        peer, resource = self._peers[side], record.resource(side)
        try:
            await peer.write(resource, peer.delete_request(resource, found))
        except (NotPossible, SystemFault):
            return False
        found = await self._get(record, side, item_id)
        return found is not None and (not isinstance(found, Item) or found.deleted)

    async def _get(self, record: Record, side: Side, item_id: str) -> Found | MergedInto | None:
        """The item as it is now; None where it cannot be asked for."""
        try:
            return await self._peers[side].get(record.resource(side), item_id)
        except SystemFault:
            return None
