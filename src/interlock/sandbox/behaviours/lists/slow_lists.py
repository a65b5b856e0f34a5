"""A list takes long, the longer the more items it shows, as where each is put together of many tables."""

from dataclasses import replace

import orjson

from interlock.sandbox.answers import Outcome
from interlock.sandbox.behaviours._behaviour import Behaviour, twist
from interlock.sandbox.behaviours._twist import Turn, Twist
from interlock.sandbox.envelope import dig, envelope


def _slow(amount: float) -> Twist:
    def answered(turn: Turn, outcome: Outcome) -> Outcome:
        if not turn.lists or turn.route is None or outcome.response.status >= 300:
            return outcome
        shown = dig(orjson.loads(outcome.response.body), envelope(turn.route.operation.records_path).before)
        count = len(shown) if isinstance(shown, list) else 1
        return replace(outcome, delay_s=outcome.delay_s + count * amount / 100)

    return Twist(answered=answered)


BEHAVIOUR = Behaviour(twist(_slow), example="100 items take two seconds", amount=2.0, unit="seconds for 100 items")
