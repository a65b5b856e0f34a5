"""Whoever makes an item is told that all went well, and not what was made: neither id nor address."""

from dataclasses import replace

from interlock.model.profile import Verb
from interlock.sandbox.answers import Outcome, answer
from interlock.sandbox.behaviours._behaviour import Behaviour, twist
from interlock.sandbox.behaviours._twist import Turn


def _answered(turn: Turn, outcome: Outcome) -> Outcome:
    if turn.verb not in {Verb.CREATE, Verb.BULK_CREATE} or outcome.response.status >= 300:
        return outcome
    told = answer(outcome.response.status, {"error": False, "message": "it was made"})
    return replace(outcome, response=told)


BEHAVIOUR = Behaviour(twist(answered=_answered), example='`{"error": false, "message": "it was made"}`')
