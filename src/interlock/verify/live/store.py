"""A real system's items as the bench acts on them and looks at them: through a client of its own, as a user would."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from interlock.adapters.beside import Beside
from interlock.errors import InterlockError
from interlock.model.clock import Clock
from interlock.model.path import Path, put
from interlock.model.peer import Item, Peer
from interlock.model.value import JSON, Body, Side
from interlock.verify.live.looking import item_now
from interlock.verify.live.mine import Mine
from interlock.verify.steps._base import CannotTell
from interlock.verify.trace import marks_in

_TRIES = 5
_PAUSE_S = 0.3


@dataclass(frozen=True, slots=True)
class Seen:
    """An item as it was last seen; one that was not seen to change is the same value."""

    id: str
    body: Body
    created_at: datetime
    updated_at: datetime
    deleted: bool = False
    archived: bool = False


class LiveStore:
    """The test's own items of one system. Writes happen at once; what others write is seen after `refresh`."""

    def __init__(self, side: Side, user: Peer, mine: Mine, clock: Clock, hand: Beside) -> None:
        self._side = side
        self._user = user
        self._mine = mine
        self._clock = clock
        self._hand = hand
        self._seen: dict[str, dict[str, Seen]] = {}
        self._looked: set[str] = set()

    # What a user does

    def insert(self, resource: str, body: Body, *, validate: bool = True) -> str:  # noqa: ARG002 - the system decides
        """Make an item; its id.

        Raises:
            InterlockError: the system does not take it, or does not tell which one it made.
            CannotTell: it answered with an item that was there before, which is not touched any more.
        """
        return self._hand.do(self._insert(resource, body))

    def change(self, resource: str, item_id: str, changes: Mapping[str, JSON]) -> object:
        """Give fields of an item other values.

        Raises:
            InterlockError: the system does not take them.
        """
        return self._hand.do(self._change(resource, item_id, changes))

    def remove(self, resource: str, item_id: str) -> object:
        """Delete an item.

        Raises:
            InterlockError: the system does not do it.
        """
        return self._hand.do(self._remove(resource, item_id))

    def merge(self, resource: str, loser: str, winner: str) -> object:  # noqa: ARG002 - the same for all
        """Not possible: no description says how."""
        raise CannotTell(f"no description says how `{resource}` are merged by a request")

    # What is there

    def item(self, resource: str, item_id: str) -> Seen | None:
        """An item as it was last seen."""
        return self._seen.get(resource, {}).get(item_id)

    def items(self, resource: str, *, deleted: bool = False) -> Iterable[Seen]:
        """The test's own items as they were last seen."""
        return tuple(one for one in self._seen.get(resource, {}).values() if deleted or not one.deleted)

    async def refresh(self, resources: Collection[str]) -> None:
        """See what became of items of these; to be called from another thread's loop than that of `Beside`."""
        await self._hand.ask(self._refresh(resources))

    async def _refresh(self, resources: Collection[str]) -> None:
        self._looked.update(resources)
        for resource in sorted(resources):
            listed: set[str] = set()
            async for page in self._user.pages(resource, since=None):
                for item in page.items:
                    if self._mine.is_mine(self._side, item):
                        self._take(item)
                        listed.add(item.id)
            self._mine.looked(self._side, resource)
            for item_id in self._mine.ids(self._side, resource):
                known = self.item(resource, item_id)
                if item_id not in listed and not (known is not None and known.deleted):
                    await self._look(resource, item_id)

    # Inside

    async def _insert(self, resource: str, body: Body) -> str:
        if resource not in self._looked:  # what is there now is not ours, whatever a create is answered with
            await self._refresh({resource})
        request = self._user.create_request(resource, body, key=None)
        with self._mine.making(self._side, resource) as made:
            written = await self._user.write(resource, request)
            item_id = written.id or (written.item.id if written.item is not None else "")
            made.extend([item_id] if item_id else [])
        if self._mine.was_there(self._side, resource, item_id):
            raise CannotTell(
                f"`{self._user.profile.name}` answered the create of a `{resource}` with `{item_id}`, which was there "
                "before: see whether it holds what it held"
            )
        if not item_id:
            item_id = await self._search(resource, body)
        for _ in range(_TRIES):
            if await self._look(resource, item_id):
                return item_id
            await self._clock.sleep(_PAUSE_S)
        if written.item is None:
            raise CannotTell(f"`{self._user.profile.name}` made a `{resource}` and does not show it")
        self._take(written.item._replace(id=item_id))
        return item_id

    async def _search(self, resource: str, body: Body) -> str:
        """The id of an item that was made and not told of: it shows the mark."""
        await self._refresh({resource})
        marks = marks_in(body)
        found = [one.id for one in self.items(resource) if marks & marks_in(one.body)]
        if len(found) != 1:
            raise CannotTell(f"`{self._user.profile.name}` does not tell the id of a `{resource}` that it makes")
        return found[0]

    async def _change(self, resource: str, item_id: str, changes: Mapping[str, JSON]) -> None:
        before = await self._mine_now(resource, item_id)
        body = before.body
        for path, value in changes.items():
            body = put(body, Path.of(path), value)
        await self._user.write(resource, self._user.update_request(resource, before, body))
        await self._look(resource, item_id)

    async def _remove(self, resource: str, item_id: str) -> None:
        before = await self._mine_now(resource, item_id)
        await self._user.write(resource, self._user.delete_request(resource, before))
        await self._look(resource, item_id)

    async def _mine_now(self, resource: str, item_id: str) -> Item:
        if not self._mine.has(self._side, resource, item_id):
            raise InterlockError(f"the `{resource}` `{item_id}` is none that the test made, so it is not touched")
        found = await item_now(self._user, resource, item_id)
        if found is None:
            raise CannotTell(f"the `{resource}` `{item_id}` is gone from `{self._user.profile.name}`")
        return found

    async def _look(self, resource: str, item_id: str) -> bool:
        """Look at one item; whether it is there."""
        found = await item_now(self._user, resource, item_id)
        if found is not None:
            self._take(found)
            return True
        known = self.item(resource, item_id)
        if known is not None and not known.deleted:
            self._seen[resource][item_id] = replace(known, deleted=True, updated_at=self._clock.now())
        return False

    def _take(self, item: Item) -> None:
        known, now = self.item(item.resource, item.id), self._clock.now()
        body = known.body if item.deleted and known is not None else item.body
        if known is not None and (known.body, known.deleted, known.archived) == (body, item.deleted, item.archived):
            return
        created_at = known.created_at if known is not None else item.created_at or now
        seen = Seen(item.id, body, created_at, item.updated_at or now, item.deleted, item.archived)
        self._seen.setdefault(item.resource, {})[item.id] = seen
