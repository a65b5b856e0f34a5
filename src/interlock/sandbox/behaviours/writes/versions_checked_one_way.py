"""One way of changing an item checks its version, and all the others do not: same system, same item."""

from interlock.model.http import Request
from interlock.model.profile import Verb
from interlock.sandbox.behaviours._behaviour import Behaviour, twist
from interlock.sandbox.behaviours._request import without_header
from interlock.sandbox.behaviours._twist import Turn


def _asked(turn: Turn) -> Request:
    if turn.record is None or turn.route is None or not turn.request.writes:
        return turn.request
    checked = next((one for one in turn.record.operations if one.verb is Verb.UPDATE), None)
    return turn.request if turn.route.operation is checked else without_header(turn.request, "if-match")


BEHAVIOUR = Behaviour(twist(asked=_asked), example="a stale PATCH is answered 412, and a stale DELETE is done")
