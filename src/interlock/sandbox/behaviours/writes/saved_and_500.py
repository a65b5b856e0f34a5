"""An item is made and kept, and the answer is 500: what comes after the saving is broken."""

from dataclasses import replace

from interlock.model.profile import Verb
from interlock.sandbox.answers import Outcome, problem
from interlock.sandbox.behaviours._behaviour import Behaviour, twist
from interlock.sandbox.behaviours._twist import Turn, Twist


def _broken(amount: float) -> Twist:
    every = max(1, int(amount))

    def answered(turn: Turn, outcome: Outcome) -> Outcome:
        if turn.verb is not Verb.CREATE or not outcome.applied:
            return outcome
        turn.memory["made"] = turn.memory.get("made", 0) + 1
        if turn.memory["made"] % every:
            return outcome
        return replace(outcome, response=problem(500, "the queue does not answer"))

    return Twist(answered=answered)


BEHAVIOUR = Behaviour(
    twist(_broken), example="POST: 500; the same POST again: 409, there is one already", amount=1, unit="creates each"
)
