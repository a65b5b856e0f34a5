"""People at work in both systems while the sync runs, and what must have become of all that they wrote.

Every value is a new one, so that each can be found again: in both systems, or in the history.
"""

from __future__ import annotations

import random
import threading
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from tests.kills.rest import Fields, Rest

from interlock.model.history import Entry, Held

LEFT, RIGHT = "left", "right"
PAIRED = (("email", "mail"), ("phone", "tel"), ("name", "title"), ("score", "rating"))
KEY = {LEFT: "email", RIGHT: "mail"}
EDITED = {LEFT: ("phone", "name"), RIGHT: ("tel", "rating")}
OTHER = {LEFT: RIGHT, RIGHT: LEFT}


@dataclass
class Client:
    """What people know of one client: the last value that they wrote on each side, and who deleted it."""

    key: str
    made: str
    last: dict[tuple[str, str], str] = field(default_factory=dict)
    deleted: str = ""


class Users:
    """Work on both systems, in a thread of their own, until told to rest.

    No more than `most` clients are made, but for those that are deleted. `apart` keeps both sides' edits to different
    clients, for a system that cannot refuse a write that comes too late.
    """

    def __init__(self, systems: Mapping[str, Rest], seed: int, *, pause_s: float, apart: bool, most: int) -> None:
        self.systems = systems
        self.clients: dict[str, Client] = {}
        self._rng = random.Random(seed)
        self._pause_s = pause_s
        self._apart = apart
        self._known: dict[str, dict[str, Fields]] = {LEFT: {}, RIGHT: {}}
        self._count = 0
        self._most = most
        self._resting = threading.Event()
        self._at_work = threading.Lock()
        self._fault: BaseException | None = None
        self._thread = threading.Thread(target=self._work, daemon=True)

    def start(self) -> None:
        """Begin to work."""
        self._thread.start()

    def rest(self) -> None:
        """Stop for good."""
        self._resting.set()
        self._thread.join(60)
        if self._fault is not None:
            raise self._fault

    @property
    def away(self) -> threading.Lock:
        """Held while a system is not there: nobody works then."""
        return self._at_work

    def _work(self) -> None:
        try:
            while not self._resting.is_set():
                with self._at_work:
                    self.step()
                self._resting.wait(self._rng.expovariate(1 / self._pause_s))
        except BaseException as fault:
            self._fault = fault

    def step(self) -> None:
        """One thing that somebody does."""
        side = self._rng.choice((LEFT, RIGHT))
        self._count += 1
        if self._count % 25 == 1:
            self._known = {one: system.all() for one, system in self.systems.items()}
        room = len(self._known[side]) < self._most
        what = self._rng.choices(("create", "edit", "delete"), (2 * room, 7, 1))[0]
        if what == "create" or len(self._known[side]) < 5:
            self._create(side)
            return
        item_id = self._rng.choice(list(self._known[side]))
        client = self.clients[self._known[side][item_id][KEY[side]]]
        if client.deleted:
            return
        # What somebody deletes before it is known that we made it cannot be told from what was never made.
        if what == "delete" and client.made == side:
            self._delete(side, item_id, client)
        elif what == "edit" and (not self._apart or self._home(client) == side):
            self._edit(side, item_id, client)

    def create_many(self, count: int) -> None:
        """So many clients at once, on one side."""
        side = self._rng.choice((LEFT, RIGHT))
        for _ in range(count):
            self._create(side)

    def _home(self, client: Client) -> str:
        return LEFT if int(client.key[1:].split("@", 1)[0]) % 2 else RIGHT

    def _new(self, side: str, name: str) -> str:
        self._count += 1
        return f"{side[0]}{self._count}{name[0]}"

    def _create(self, side: str) -> None:
        self._count += 1
        client = Client(f"c{self._count}@x.example", side)
        self.clients[client.key] = client
        values = {name: self._new(side, name) for name in EDITED[side]}
        item_id = self.systems[side].create({KEY[side]: client.key, **values})
        client.last.update({(side, name): value for name, value in values.items()})
        if item_id is not None:
            self._known[side][item_id] = {KEY[side]: client.key}

    def _edit(self, side: str, item_id: str, client: Client) -> None:
        name = self._rng.choice(EDITED[side])
        value = self._new(side, name)
        if self.systems[side].edit(item_id, {name: value}):
            client.last[side, name] = value

    def _delete(self, side: str, item_id: str, client: Client) -> None:
        if self.systems[side].delete(item_id):
            client.deleted = side


# What must have become of it


def violations(users: Users, history: Iterable[Entry], held: Iterable[Held]) -> list[str]:
    """Everything that is not as it must be, once both systems are quiet."""
    shown = {side: list(system.all().values()) for side, system in users.systems.items()}
    by_key = {side: {one[KEY[side]]: one for one in shown[side]} for side in shown}
    set_aside = {str(one.reason) + one.item_id for one in held}
    told = {one for entry in history for value in (entry.before, entry.lost, entry.after) for one in _texts(value)}
    found = [
        f"{key} is there {count} times in {side}"
        for side, items in shown.items()
        for key, count in Counter(one[KEY[side]] for one in items).items()
        if count > 1
    ]
    found += [
        f"{key} in {side} was made by nobody" for side in by_key for key in by_key[side] if key not in users.clients
    ]
    if set_aside:
        found += [f"held: {one}" for one in sorted(set_aside) if "deleted in" not in one]
    for client in users.clients.values():
        found += _of_client(client, {side: by_key[side].get(client.key) for side in by_key}, told, held=set_aside)
    return found


def _texts(value: object) -> Iterator[str]:
    """Every text in a value of the history; that of a create has all values of the item."""
    if isinstance(value, Mapping):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, str):
        yield value


def _of_client(client: Client, shown: Mapping[str, Fields | None], told: set[str], *, held: set[str]) -> list[str]:
    there = [side for side, item in shown.items() if item is not None]
    if client.deleted:
        waits = client.deleted == RIGHT and any("deleted in" in one for one in held)
        if there and not (waits and there == [LEFT]):
            return [f"{client.key} was deleted in {client.deleted} and is still in {there}"]
        return [
            f"{client.key}: {value!r} of {side} went with the delete in {client.deleted}, and is in no history"
            for (side, _), value in client.last.items()
            if side != client.deleted and value not in told and not there
        ]
    if len(there) < 2:
        return [f"{client.key}, made in {client.made}, is only in {there}"]
    left, right = shown[LEFT], shown[RIGHT]
    assert left is not None
    assert right is not None
    found = [
        f"{client.key}: {here} {left[here]!r} and {other} {right[other]!r} differ"
        for here, other in PAIRED
        if left[here] != right[other]
    ]
    current = {*left.values(), *right.values()}
    found += [
        f"{client.key}: {value!r}, written in {side}, is neither in both systems nor in the history"
        for (side, _), value in client.last.items()
        if value not in current and value not in told
    ]
    return found
