"""What changed is in lists and in answers about one item only a while later; writes see it at once."""

from interlock.sandbox.behaviours._behaviour import Behaviour, both, settings

BEHAVIOUR = Behaviour(
    both(settings("list_lag_s"), settings("get_lag_s")),
    example="an item that was just made is answered 404 for a while",
    amount=2.0,
    unit="seconds",
)
