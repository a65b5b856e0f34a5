"""What a probe that writes can do: make items that carry a mark, change and delete them, and leave nothing behind."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Protocol
from urllib.parse import unquote, urlsplit

from interlock.errors import NotPossible, SystemFault, Unreachable
from interlock.model.http import Request
from interlock.model.path import Path, get
from interlock.model.peer import Item
from interlock.model.profile import FieldProfile, RecordProfile, SystemProfile, Verb
from interlock.model.value import ABSENT, Body
from interlock.peers.items import shown, single
from interlock.peers.parts import writable
from interlock.peers.writes import Writer
from interlock.probing.bodies import Bodies, Kind, carries, is_mail
from interlock.probing.line import Line, TooMany
from interlock.probing.look import Look
from interlock.probing.seen import Seen

GONE = (404, 410)
_MOST_PAGES = 20
_BEFORE = timedelta(minutes=1)
_WAITS_S = (0.0, 1.0, 3.0)
"""What was deleted may be shown for a while."""


@dataclass(frozen=True, slots=True)
class Made:
    """An item that a probe made, or may have made: then `id` is empty, and the mark is what it is known by."""

    system: str
    record: str
    tag: str
    id: str = ""


class Journal(Protocol):
    """Remembers what was made until it is gone, also where the program is killed."""

    def note(self, made: Made) -> None:
        """Remember an item: before the request that makes it is sent without its id, then with it."""
        ...

    def forget(self, made: Made) -> None:
        """It is gone."""
        ...

    def left(self) -> tuple[Made, ...]:
        """What was made and is not known to be gone."""
        ...


@dataclass(frozen=True, slots=True)
class Created:
    """What came of a create: the answer, the id where it is known, what was sent, and the item as it is shown."""

    seen: Seen
    id: str
    tag: str
    sent: Body
    body: Body | None = None

    @property
    def good(self) -> bool:
        """Whether the item is there and known."""
        return bool(self.id)


class Hand(Look):
    """Looks at one record of the live system, and writes items of its own into it."""

    def __init__(
        self,
        system: SystemProfile,
        record: RecordProfile,
        line: Line,
        *,
        token: str,
        journal: Journal,
        mark: str = "ilprobe",
    ) -> None:
        super().__init__(system, record, line)
        self._mark = mark
        self._token = token
        self._journal = journal
        self._number = 0
        self._began = self.clock.now()
        self._kind: Kind | None = None

    @property
    def writer(self) -> Writer:
        """Renders writes as a run would."""
        return Writer(self.system, self.record)

    @property
    def bodies(self) -> Bodies:
        """Makes bodies for this record."""
        return Bodies(self.system, self.record, self.survey.bodies, self.clock)

    def next_tag(self) -> str:
        """A mark that no other item has."""
        self._number += 1
        return f"{self._mark}{self._token}{self._number}"

    def fresh(self) -> tuple[str, Body]:
        """A mark and a body that the system takes, as far as earlier ones tell.

        Raises:
            NotPossible: none can be made.
        """
        tag = self.next_tag()
        body = self.bodies.make(tag, self._kind or Kind.PLAIN, self._number)
        if body is None:
            raise NotPossible("no item can be made up from the description")
        return tag, body

    async def new(self) -> Created:
        """A new item, made as the system lets it be made: with plain fields, bare, or like one that is there.

        Raises:
            NotPossible: it refuses all of them; it says how.
        """
        seen: Seen | None = None
        for kind in (self._kind,) if self._kind else tuple(Kind):
            tag = self.next_tag()
            body = self.bodies.make(tag, kind, self._number)
            if body is None:
                continue
            made = await self.create(tag, body)
            if made.good:
                self._kind = kind
                return made
            seen = made.seen
        said = seen.shown().quote if seen is not None else "nothing was sent"
        raise NotPossible(f"it does not take an item that was made up ({said})")

    async def create(self, tag: str, body: Body, *, key: str | None = None) -> Created:
        """Create an item that carries the mark; it is noted before, and taken away at the end."""
        made = Made(self.system.name, self.record.name, tag)
        self._journal.note(made)
        request = self.writer.create(body, key=key)
        seen = await self.line.ask(request, again=False)
        if not seen.good:
            # A refusal may hide an item that was kept all the same; only a look at the list tells, at the end.
            if seen.status < 500 and seen.status != 408:
                self._journal.forget(made)
            return Created(seen, "", tag, body)
        item = self._shown(seen, Verb.CREATE)
        item_id = item.id if item is not None else _located(seen)
        if not item_id:
            item_id = await self.find(tag) or ""
        if item_id:
            self._journal.note(replace(made, id=item_id))
            if key is None:  # else there may be others that the answer does not tell of
                self._journal.forget(made)
        return Created(seen, item_id, tag, body, item.body if item is not None else None)

    def _shown(self, seen: Seen, verb: Verb) -> Item | None:
        operation = self.record.operation(verb)
        data = seen.data
        if data is ABSENT or operation is None:
            return None
        return single(self.record, data, operation.records_path, etag=seen.etag)

    async def find(self, tag: str) -> str | None:
        """The id of the item that carries the mark, looked for in the list; None where it is not shown."""
        since = self.now() - timedelta(minutes=10) if self.record.since.value is not None else None
        for moment in dict.fromkeys((since, None)):
            for page in await self.pages(_MOST_PAGES, since=moment):
                for item_id, body in zip(page.ids, page.bodies, strict=True):
                    if carries(body, tag):
                        return item_id
        return None

    async def item(self, item_id: str) -> Item | None:
        """The item as it is now; None where it is not there, also not a few seconds later."""
        for wait_s in _WAITS_S:
            await self.clock.sleep(wait_s)
            found = await self._item(item_id)
            if found is not None:
                return found
        return None

    async def changed(self, before: Item, path: Path) -> Item | None:
        """The item once it shows another value at a path than before; None where it does not within a few seconds.

        A system that shows changes late must not be taken for one that does not make them.
        """
        for wait_s in _WAITS_S:
            await self.clock.sleep(wait_s)
            found = await self._item(before.id)
            if found is not None and get(found.body, path) != get(before.body, path):
                return found
        return None

    async def _item(self, item_id: str) -> Item | None:
        seen = await self.get(item_id)
        body = self.body(seen)
        return shown(self.record, body, etag=seen.etag) if body is not None else None

    @property
    def texts(self) -> tuple[FieldProfile, ...]:
        """The plain texts that an update takes, those that nothing depends on first; no mail addresses."""
        operation = self.record.operation(Verb.UPDATE) or self.record.operation(Verb.UPSERT)
        if operation is None:
            return ()
        may = writable(self.record, operation)
        plain = [field for field in self.bodies.markable if not is_mail(field) and may.allows(str(field.path))]
        return tuple(sorted(plain, key=lambda field: (bool(field.unique.value), field.required)))

    async def update(
        self, before: Item, body: Body, *, protected: bool = False, headers: Mapping[str, str] | None = None
    ) -> Seen:
        """The answer to the request that turns `before` into `body`, protected by the version of `before` or not."""
        request = self.writer.update(before if protected else before._replace(version=None), body)
        seen = await self.write(replace(request, headers={**request.headers, **(headers or {})}))
        if seen.status == 428 and not protected and not headers and before.version is not None:
            return await self.write(self.writer.update(before, body))
        return seen

    async def write(self, request: Request) -> Seen:
        """The answer to a write."""
        return await self.line.ask(request, again=False)

    async def delete(self, item_id: str) -> Seen:
        """The answer to the request that deletes an item; where a version is demanded, the present one is sent."""
        before = Item(self.record.name, item_id, {str(self.record.id_path): item_id})
        seen = await self.write(self.writer.delete(before))
        if seen.status in {412, 428, 409, 400} and self.can_get:
            now = await self.item(item_id)
            if now is not None and now.version is not None:
                seen = await self.write(self.writer.delete(now))
        return seen

    # Cleaning

    async def clean(self) -> tuple[Made, ...]:
        """Take away all of this record that was made; what is left behind all the same.

        An interrupt meanwhile is raised when all is gone that can be: a delete whose answer it cut off is asked again,
        so that nobody is told of items that are gone.
        """
        try:
            return await self._cleaned()
        except asyncio.CancelledError:
            await self._cleaned()
            raise

    async def _cleaned(self) -> tuple[Made, ...]:
        self.line.allow(None)
        left = [one for one in self._journal.left() if one.record == self.record.name]
        kept: list[Made] = []
        for made in left:
            try:
                gone = await self._taken_away(made)
            except (SystemFault, TooMany):
                gone = False
            if gone:
                self._journal.forget(made)
            else:
                kept.append(made)
        return tuple(kept)

    async def _taken_away(self, made: Made) -> bool:
        """Whether the item is gone now."""
        if made.id:
            return await self._gone(made.id)
        # What this session made is recent, and by now it is known whether the filter for changes can be relied on.
        relied_on = self.survey.pages and self.record.since.value is not None
        since = self.now() - (self.clock.now() - self._began) - _BEFORE if relied_on else None
        for _ in range(3):
            pages = await self.pages(_MOST_PAGES, since=since)
            found = [
                item_id
                for page in pages
                for item_id, body in zip(page.ids, page.bodies, strict=True)
                if carries(body, made.tag) and not _is_marked(self.record, item_id, body)
            ]
            for item_id in found:
                if not await self._gone(item_id):
                    return False
            if not found:
                return pages[-1].ok and pages[-1].ended
        return False

    async def _gone(self, item_id: str) -> bool:
        for tries_left in (1, 0):
            try:
                seen = await self.delete(item_id)
            except Unreachable:
                if not tries_left:
                    raise
                await self.clock.sleep(1.0)
                continue
            if not self.can_get:
                return seen.good or seen.status in GONE
            for wait_s in _WAITS_S if seen.good or seen.status in GONE else _WAITS_S[:1]:
                await self.clock.sleep(wait_s)
                if await self._not_there(item_id):
                    return True
        return False

    async def _not_there(self, item_id: str) -> bool:
        seen = await self.get(item_id)
        if not seen.good:
            return seen.status in (*GONE, 403)
        body = self.body(seen)
        return body is None or _is_marked(self.record, item_id, body)


def _is_marked(record: RecordProfile, item_id: str, body: Body) -> bool:
    item = shown(record, body)
    deleted = record.deletes.value.field if record.deletes.value is not None else None
    return bool(item is not None and (item.deleted or (deleted is not None and get(body, deleted) is True))) or (
        item_id != "" and body.get("deleted") is True
    )


def _located(seen: Seen) -> str:
    location = seen.response.headers.get("location", "")
    last = urlsplit(location).path.rstrip("/").rsplit("/", 1)[-1] if location else ""
    return unquote(last)
