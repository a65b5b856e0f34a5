"""A look at a deleted item is answered 403 and not 404."""

from dataclasses import replace

from interlock.model.profile import Verb
from interlock.sandbox.answers import Outcome, problem
from interlock.sandbox.behaviours._behaviour import Behaviour, twist
from interlock.sandbox.behaviours._twist import Turn


def _answered(turn: Turn, outcome: Outcome) -> Outcome:
    if turn.verb is not Verb.GET or outcome.response.status != 404 or turn.item is None:
        return outcome
    return replace(outcome, response=problem(403, "you may not see this"))


BEHAVIOUR = Behaviour(twist(answered=_answered), example="GET of an id that was deleted: 403")
