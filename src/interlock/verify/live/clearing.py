"""Takes away what a test made in real systems, and nothing else: what it noted by id, and what shows its marks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from interlock.errors import InterlockError
from interlock.model.peer import Item, Peer
from interlock.model.value import Side
from interlock.verify.live.looking import item_now
from interlock.verify.live.mine import Notes, tag_of, tagged

_ROUNDS = 3
_CLOCKS_DIFFER = timedelta(days=1)
"""So far a system's stamps may be from our time, where it does not say in which zone they are."""
_MERGED = "it shows a mark of the test, but"
_LOOK = "see whether it holds what it held, and take the mark out"


@dataclass(frozen=True, slots=True)
class Left:
    """What could not be taken away: where it is, and why."""

    side: Side
    resource: str
    item_id: str
    why: str


async def clear(
    notes: Notes,
    users: Mapping[Side, Peer],
    order: Sequence[tuple[Side, str]],
    *,
    told: Callable[[int, int], None] = lambda _done, _of: None,
) -> tuple[Left, ...]:
    """Delete all that is noted; what is gone is noted no more, what could not be deleted is given and stays noted.

    What shows a mark without being noted is deleted only if it was surely not there before: there are systems that
    merge a create into an item of somebody else.

    Args:
        notes: the journal.
        users: a client of each system.
        order: the resources of both sides, those first that others refer to: they are deleted last.
        told: hears how many of how many items are gone.
    """
    made = _made(notes.left())
    left = await _found(notes, users, made)
    places = [*reversed(order), *(at for at in made if at not in set(order))]
    total = sum(len(some) for some in made.values())
    for round_ in range(_ROUNDS):
        refused: list[Left] = []
        for side, resource in places:
            for item_id in reversed(list(made.get((side, resource), {}))):
                told(total - sum(len(some) for some in made.values()), total)
                why = await _gone(users[side], resource, item_id)
                if why:
                    refused.append(Left(side, resource, item_id, why))
                    continue
                notes.forget(("item", side.value, resource, item_id))
                del made[side, resource][item_id]
        if not refused or round_ == _ROUNDS - 1:
            left += refused
            break
    if total:
        told(total, total)
    return tuple(left)


async def _found(notes: Notes, users: Mapping[Side, Peer], made: dict[tuple[Side, str], dict[str, None]]) -> list[Left]:
    """Take what was made without our learning its id into `made`, by its mark; what cannot be told is given."""
    noted, left = notes.left(), []
    lost: dict[tuple[Side, str], list[tuple[str, ...]]] = {}
    for one in noted:
        if one[0] == "making":
            lost.setdefault((Side(one[1]), one[2]), []).append(one)
    for at, several in lost.items():
        try:
            found = await _marked(users[at[0]], at[1], {one[3][:4] for one in several})
        except InterlockError as problem:
            left.append(Left(*at, "", f"whether something was made there cannot be seen: {problem.message}"))
            continue
        known = made.setdefault(at, {})
        doubts = [(one, _theirs(one, at, noted, several)) for one in found if one.id not in known]
        for item, why in doubts:
            if why:
                left.append(Left(*at, item.id, why))
                continue
            notes.note(("item", at[0].value, at[1], item.id))
            known[item.id] = None
        if not any(why for _, why in doubts):
            for one in several:
                notes.forget(one)
    return left


def _theirs(item: Item, at: tuple[Side, str], noted: Iterable[tuple[str, ...]], lost: Sequence[tuple[str, ...]]) -> str:
    """Why an item with a mark may be somebody else's; empty where it was surely made by the test."""
    here = [one for one in noted if one[1:3] == (at[0].value, at[1])]
    there = [one[3:] for one in here if one[0] == "there"]
    began = min((datetime.fromisoformat(one[4]) for one in lost if len(one) > 4), default=None)
    if any(item.id in ids for ids in there):
        return f"{_MERGED} it was there before: {_LOOK}"
    if item.created_at is not None and began is not None and item.created_at < began - _CLOCKS_DIFFER:
        return f"{_MERGED} it was made on {item.created_at:%Y-%m-%d}: {_LOOK}"
    if not there or any(one[0] == "crowd" for one in here):
        return f"{_MERGED} what was there before is not noted, so that it may be somebody else's: {_LOOK}"
    return ""


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


async def _marked(user: Peer, resource: str, tags: set[str]) -> list[Item]:
    """The items that show a mark that begins so."""
    found = []
    async for page in user.pages(resource, since=None):
        found += [item for item in page.items if not item.deleted and tagged(item.body, tags)]
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
