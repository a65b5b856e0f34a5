"""A look at an item that is not there shows another one, with 200."""

from dataclasses import replace
from urllib.parse import quote

from interlock.model.http import Request
from interlock.model.profile import Verb
from interlock.sandbox.behaviours._behaviour import Behaviour, twist
from interlock.sandbox.behaviours._twist import Turn


def _asked(turn: Turn) -> Request:
    if turn.verb is not Verb.GET or turn.route is None or turn.item_id is None:
        return turn.request
    live = turn.store.items(turn.route.resource)
    if not live or (turn.item is not None and not turn.item.deleted):
        return turn.request
    given, shown = quote(turn.item_id, safe=""), quote(live[0].id, safe="")
    before, _, after = turn.request.path.rpartition(given)
    return replace(turn.request, path=f"{before}{shown}{after}")


BEHAVIOUR = Behaviour(twist(asked=_asked), example="GET of an id that nobody has shows the first item")
