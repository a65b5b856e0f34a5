"""The system's own clock gains time, so many seconds each hour."""

from interlock.sandbox.behaviours._behaviour import Acting, Behaviour, settings


def _drift(acting: Acting, amount: float) -> Acting:
    return settings(clock_gain=amount / 3600)(acting, amount)


BEHAVIOUR = Behaviour(_drift, example="after a day it is 24 seconds ahead", amount=1.0, unit="seconds an hour")
