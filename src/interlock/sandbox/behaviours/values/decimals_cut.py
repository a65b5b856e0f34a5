"""Numbers are kept with so many decimals, and the rest is lost."""

from interlock.model.profile import RecordProfile
from interlock.model.value import JSON, Body
from interlock.sandbox.behaviours._behaviour import Behaviour, twist
from interlock.sandbox.behaviours._request import each_field
from interlock.sandbox.behaviours._twist import Twist


def _cut(amount: float) -> Twist:
    def cut(_name: str, value: JSON) -> JSON:
        return round(value, int(amount)) if isinstance(value, float) else value

    def kept(_record: RecordProfile, body: Body) -> Body:
        return each_field(body, cut)

    return Twist(kept=kept)


BEHAVIOUR = Behaviour(twist(_cut), example="`19.999` is kept as `20.0`", amount=2, unit="decimals")
