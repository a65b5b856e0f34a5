"""Every answer tells how many requests are left in this minute: `X-RateLimit-Limit`, `-Remaining` and `-Reset`."""

from dataclasses import replace

from interlock.sandbox.answers import Outcome
from interlock.sandbox.behaviours._behaviour import Behaviour, twist
from interlock.sandbox.behaviours._twist import Turn, Twist


def _told(amount: float) -> Twist:
    most = max(1, int(amount))

    def answered(turn: Turn, outcome: Outcome) -> Outcome:
        minute, second = divmod(int(turn.at.timestamp()), 60)
        if turn.memory.get("minute") != minute:
            turn.memory.update(minute=minute, asked=0)
        turn.memory["asked"] += 1
        left = max(0, most - turn.memory["asked"])
        told = {"limit": most, "remaining": left, "reset": 60 - second}
        headers = {f"x-ratelimit-{name}": str(value) for name, value in told.items()}
        return replace(outcome, response=replace(outcome.response, headers={**outcome.response.headers, **headers}))

    return Twist(answered=answered)


BEHAVIOUR = Behaviour(twist(_told), example="`X-RateLimit-Remaining: 597`", amount=600, unit="requests a minute")
