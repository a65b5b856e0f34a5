"""Takes away what a test made in real systems, and nothing else: what it noted by id, and what shows its marks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from interlock.errors import InterlockError
from interlock.model.peer import Peer
from interlock.model.value import Side
from interlock.verify.live.looking import item_now
from interlock.verify.live.mine import Notes, tag_of, tagged

_ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Left:
    """What could not be taken away: where it is, and why."""

    side: Side
    resource: str
    item_id: str
    why: str


async def clear(notes: Notes, users: Mapping[Side, Peer], order: Sequence[tuple[Side, str]]) -> tuple[Left, ...]:
    """Delete all that is noted; what is gone is noted no more, what could not be deleted is given and stays noted.

    `order` has the resources of both sides, those first that others refer to: they are deleted last.
    """
    noted = notes.left()
    made = _made(noted)
    lost: dict[tuple[Side, str], list[tuple[str, ...]]] = {}
    for one in noted:
        if one[0] == "making":
            lost.setdefault((Side(one[1]), one[2]), []).append(one)
    left: list[Left] = []
    for at, several in lost.items():
        try:
            found = await _marked(users[at[0]], at[1], {one[3][:4] for one in several})
        except InterlockError as problem:
            left.append(Left(*at, "", f"whether something was made there cannot be seen: {problem.message}"))
            continue
        for item_id in found:
            notes.note(("item", at[0].value, at[1], item_id))
            made.setdefault(at, {})[item_id] = None
        for one in several:
            notes.forget(one)
    places = [*reversed(order), *(at for at in made if at not in set(order))]
    for round_ in range(_ROUNDS):
        refused: list[Left] = []
        for side, resource in places:
            for item_id in reversed(list(made.get((side, resource), {}))):
                why = await _gone(users[side], resource, item_id)
                if why:
                    refused.append(Left(side, resource, item_id, why))
                    continue
                notes.forget(("item", side.value, resource, item_id))
                del made[side, resource][item_id]
        if not refused or round_ == _ROUNDS - 1:
            left += refused
            break
    return tuple(left)


def tags_in_use(noted: Iterable[tuple[str, ...]]) -> set[str]:
    """How the marks begin of which something may be left."""
    return {one[3][:4] for one in noted if one[0] == "making"} | {
        tag_of(int(one[1])) for one in noted if one[0] == "run"
    }


def _made(noted: Iterable[tuple[str, ...]]) -> dict[tuple[Side, str], dict[str, None]]:
    made: dict[tuple[Side, str], dict[str, None]] = {}
    for one in noted:
        if one[0] == "item":
            made.setdefault((Side(one[1]), one[2]), {})[one[3]] = None
    return made


async def _marked(user: Peer, resource: str, tags: set[str]) -> list[str]:
    """The ids of the items that show a mark that begins so."""
    found = []
    async for page in user.pages(resource, since=None):
        found += [item.id for item in page.items if not item.deleted and tagged(item.body, tags)]
    return found


async def _gone(user: Peer, resource: str, item_id: str) -> str:
    """Delete an item and see that it is gone; why it is not, empty where it is."""
    try:
        found = await item_now(user, resource, item_id)
        if found is None:
            return ""
        await user.write(resource, user.delete_request(resource, found))
        found = await item_now(user, resource, item_id)
    except InterlockError as problem:
        return problem.message
    return "" if found is None else "it is still there after it was deleted"
