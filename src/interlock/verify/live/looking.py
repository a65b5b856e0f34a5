"""One item as it is now, in any way that a system shows it."""

from __future__ import annotations

from interlock.model.peer import Item, Peer
from interlock.model.profile import Verb


async def item_now(user: Peer, resource: str, item_id: str) -> Item | None:
    """The item, None where it is gone; a system that shows no single item is asked for the list.

    Raises:
        InterlockError: the system does not answer, or answers with an error.
    """
    profile = user.profile.record(resource)
    if profile is not None and profile.operation(Verb.GET) is not None:
        found = await user.get(resource, item_id)
        return found if isinstance(found, Item) and not found.deleted else None
    async for page in user.pages(resource, since=None):
        for item in page.items:
            if item.id == item_id and not item.deleted:
                return item
    return None
