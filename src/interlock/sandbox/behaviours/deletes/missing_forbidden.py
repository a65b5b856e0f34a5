"""A look at an item that is not there is answered 403 and not 404, whether it was deleted or never was."""

from dataclasses import replace

from interlock.model.profile import Verb
from interlock.sandbox.answers import Outcome, problem
from interlock.sandbox.behaviours._behaviour import Behaviour, twist
from interlock.sandbox.behaviours._twist import Turn


def _answered(turn: Turn, outcome: Outcome) -> Outcome:
    if turn.verb is not Verb.GET or outcome.response.status != 404:
        return outcome
    return replace(outcome, response=problem(403, "you may not see this"))


BEHAVIOUR = Behaviour(twist(answered=_answered), example="GET of an id that nobody has: 403")
