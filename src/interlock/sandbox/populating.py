"""Believable items for the resources of one system, made in numbers, with what they refer to."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Protocol, overload

from interlock.errors import UsageError
from interlock.model.path import get
from interlock.model.profile import SystemProfile
from interlock.model.value import Body
from interlock.sandbox.believable import EDGES, BodyMaker, Likeness, with_same
from interlock.sandbox.chance import Chance
from interlock.sandbox.constraints import taken_values
from interlock.sandbox.index import ByMaking, text_of
from interlock.sandbox.item import StoredItem
from interlock.sandbox.shelf import Shelf

# By experience: where so many more bodies than wanted were taken already, there are no others.
_MOST_FRUITLESS = 1_000
_USED_FOR = timedelta(days=90)


class Make(Protocol):
    """Keeps a new item."""

    def __call__(
        self,
        shelf: Shelf,
        body: Body,
        *,
        item_id: str | None,
        scope: Mapping[str, str],
        complete: bool,
        at: datetime | None = None,
    ) -> StoredItem:
        """The item as it is kept; `at` is when it was made (default: now)."""
        ...


class Populator:
    """Makes items up; `make` keeps them, `now` is the system's own time."""

    def __init__(
        self,
        profile: SystemProfile,
        shelves: Mapping[str, Shelf],
        make: Make,
        now: Callable[[], datetime],
        *,
        seed: int,
    ) -> None:
        self._shelves = shelves
        self._make = make
        self._now = now
        self._key = (profile.name, seed)
        self._makers: dict[str, BodyMaker] = {}
        self._numbers: dict[str, int] = {}
        self.likenesses: dict[str, Likeness] = {}
        """What the items of a resource are to be like, by its name."""

    def _maker(self, resource: str) -> BodyMaker:
        """Made when first needed: most tests touch few of the resources of a system."""
        found = self._makers.get(resource)
        if found is None:
            system, seed = self._key
            resources = tuple(self._shelves)
            found = BodyMaker(self._shelves[resource], system=system, seed=seed, resources=resources)
            self._makers[resource] = found
        return found

    def forget_shapes(self) -> None:
        """Look at the resources anew: they are described otherwise now."""
        self._makers.clear()

    def system_values(self, shelf: Shelf, at: datetime) -> Body:
        """What the system gives to the next new item of a resource by itself."""
        return self._maker(shelf.record.name).system_values(shelf.made + 1, at)

    def believable(self, resource: str) -> Body:
        """A body that the resource accepts, the next one each time."""
        number = self._numbers.get(resource, 0) + 1
        self._numbers[resource] = number
        body = self._maker(resource).body(number, self._now(), self._ids)
        likeness = self.likenesses.get(resource)
        if likeness is None:
            return body
        return likeness.of(body, Chance("likeness", *self._key, resource, number), self._shelves[resource].record)

    def populate(
        self, resource: str, count: int, making: frozenset[str] = frozenset(), *, since: datetime | None = None
    ) -> tuple[str, ...]:
        """Make so many items and give their ids; what they must refer to is made first.

        `making` are the resources that are being made already, so that no circle is walked. They are made now, or
        one after the other since then.

        Raises:
            UsageError: the unique fields do not take so many values.
        """
        made = self._made(resource, count, making, since)
        if len(made) < count:
            raise UsageError(f"no more than {len(made)} different items of `{resource}` can be made up")
        return tuple(made)

    def _made(self, resource: str, count: int, making: frozenset[str], since: datetime | None) -> list[str]:
        """The ids of so many new items, or of as many as can differ."""
        shelf = self._shelves[resource]
        maker = self._maker(resource)
        for text, target in maker.references.items():
            if text in shelf.required and target not in making | {resource} and not self._ids(target):
                self.populate(target, 1, making | {resource})
        scope = self._parents_for(shelf, making)
        made: list[str] = []
        fruitless = 0
        now = self._now()
        while len(made) < count:
            body = self.believable(resource)
            taken = get(body, shelf.record.id_path)
            if not self._can_be_made(shelf, body):
                fruitless += 1
                if fruitless > count + _MOST_FRUITLESS:
                    break
                continue
            at = since + (now - since) * (len(made) / count) if since is not None else None
            made.append(self._make(shelf, body, item_id=text_of(taken), scope=scope, complete=True, at=at).id)
        return made

    def furnish(self, resource: str, count: int) -> tuple[str, ...]:
        """Make so many items as a system has them that was used for a while, and give their ids.

        They were made one after the other in the last ninety days. Up to half of them have something unusual about
        them, one for each edge; and one has the match key of another. There are fewer where the fields that must
        differ do not take so many values.
        """
        shelf, maker = self._shelves[resource], self._maker(resource)
        edges = list(EDGES)[: count // 2]
        twice = [path for path in shelf.record.match_keys.value or () if path not in shelf.unique]
        usual = count - len(edges) - (1 if twice and count > 3 else 0)
        now = self._now()
        made = self._made(resource, usual, frozenset(), now - _USED_FOR)
        scope = self._parents_for(shelf, frozenset())
        bodies = []
        for name in edges:
            number = self._numbers[resource] = self._numbers.get(resource, 0) + 1
            bodies.append(maker.edge(name, number, now, self._ids))
        if usual + len(edges) < count and made:
            bodies.append(with_same(self.believable(resource), shelf.items[made[0]].body, twice))
        for i, body in enumerate(bodies):
            taken = text_of(get(body, shelf.record.id_path))
            if not self._can_be_made(shelf, body):
                continue
            at = now - timedelta(minutes=len(bodies) - i)
            made.append(self._make(shelf, body, item_id=taken, scope=scope, complete=True, at=at).id)
        return tuple(made)

    def _can_be_made(self, shelf: Shelf, body: Body) -> bool:
        """Whether no item has what only one may have."""
        own = text_of(get(body, shelf.record.id_path))
        if own in shelf.items or (own is None and not shelf.has_ids()):
            return False
        return not taken_values(shelf, body, None)

    def _parents_for(self, shelf: Shelf, making: frozenset[str]) -> dict[str, str]:
        parent = shelf.record.parent.value
        name = next((name for name in self._shelves if name == parent), None)
        listing = next((op for op in shelf.record.operations if "{" in op.path), None)
        if name is None or listing is None or name in making:
            return {}
        ids = self._ids(name) or self.populate(name, 1, making | {shelf.record.name})
        parameter = listing.path.split("{", 1)[1].split("}", 1)[0]
        return {parameter: ids[0]}

    def _ids(self, resource: str) -> Sequence[str]:
        return LiveIds(self._shelves[resource].live.by_making)


class LiveIds(Sequence[str]):
    """The ids of live items as a sequence, without copying them."""

    def __init__(self, keys: Sequence[ByMaking]) -> None:
        self._keys = keys

    def __len__(self) -> int:
        return len(self._keys)

    @overload
    def __getitem__(self, at: int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[str]: ...
    def __getitem__(self, at: int | slice) -> str | Sequence[str]:
        if isinstance(at, slice):
            return [key[1] for key in self._keys[at]]
        return self._keys[at][1]
