"""After so many wrong credentials within a minute, further ones are answered 429 for the rest of it."""

from dataclasses import replace

from interlock.sandbox.answers import Outcome, problem
from interlock.sandbox.behaviours._behaviour import Behaviour, twist
from interlock.sandbox.behaviours._twist import Turn, Twist


def _limited(amount: float) -> Twist:
    def answered(turn: Turn, outcome: Outcome) -> Outcome:
        minute, second = divmod(int(turn.at.timestamp()), 60)
        if turn.memory.get("minute") != minute:
            turn.memory.update(minute=minute, wrong=0)
        if outcome.response.status != 401:
            return outcome
        turn.memory["wrong"] += 1
        if turn.memory["wrong"] <= amount:
            return outcome
        return replace(outcome, response=problem(429, "too many attempts", headers={"retry-after": str(60 - second)}))

    return Twist(answered=answered)


BEHAVIOUR = Behaviour(twist(_limited), example="the seventh wrong password: 429", amount=6, unit="attempts a minute")
