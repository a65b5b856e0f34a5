"""Deleting what is deleted already succeeds again, with 200."""

from dataclasses import replace

from interlock.model.profile import Verb
from interlock.sandbox.answers import Outcome, answer
from interlock.sandbox.behaviours._behaviour import Behaviour, twist
from interlock.sandbox.behaviours._twist import Turn


def _answered(turn: Turn, outcome: Outcome) -> Outcome:
    if turn.verb is not Verb.DELETE or outcome.response.status != 404 or turn.item is None:
        return outcome
    return replace(outcome, response=answer(200, {"id": turn.item_id, "deleted": True}))


BEHAVIOUR = Behaviour(twist(answered=_answered), example="DELETE twice: 204 and then 200")
