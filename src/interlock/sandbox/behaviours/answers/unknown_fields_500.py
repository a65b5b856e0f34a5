"""A field that the system does not have makes it stumble: 500, and nothing is done."""

from interlock.model.profile import Verb
from interlock.sandbox.answers import Refusal
from interlock.sandbox.behaviours._behaviour import Behaviour, twist
from interlock.sandbox.behaviours._twist import Turn
from interlock.sandbox.bodies import items_in

_WHOLE = {Verb.CREATE, Verb.UPDATE, Verb.UPSERT, Verb.BULK_CREATE, Verb.BULK_UPDATE}


def _refuses(turn: Turn) -> None:
    call = turn.call
    if call is None or not call.request.writes or not isinstance(call.body, dict) or not call.body:
        return
    known = call.shelf.shape.children
    if not known or call.operation.verb not in _WHOLE:
        return
    for given in items_in(call.body, call.operation, call.shelf.shape):
        if set(given) - set(known) - set(call.operation.body_fixed):
            raise Refusal(500, "something went wrong")


BEHAVIOUR = Behaviour(twist(refuses=_refuses), example='`{"colour": "red"}`: 500')
