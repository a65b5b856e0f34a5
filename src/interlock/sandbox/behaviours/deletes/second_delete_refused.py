"""Deleting what is deleted already is an error with 400, which looks like a wrong request."""

from dataclasses import replace

from interlock.model.profile import Verb
from interlock.sandbox.answers import Outcome, problem
from interlock.sandbox.behaviours._behaviour import Behaviour, twist
from interlock.sandbox.behaviours._twist import Turn


def _answered(turn: Turn, outcome: Outcome) -> Outcome:
    if turn.verb is not Verb.DELETE or outcome.response.status != 404 or turn.item is None:
        return outcome
    return replace(outcome, response=problem(400, "no such entity can be deleted"))


BEHAVIOUR = Behaviour(twist(answered=_answered), example="DELETE twice: 204 and then 400")
