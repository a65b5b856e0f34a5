"""Tokens that were issued die soon."""

from interlock.sandbox.behaviours._behaviour import Behaviour, settings

BEHAVIOUR = Behaviour(
    settings("token_life_s"),
    example="a token is answered 401 half a minute after it was issued",
    amount=30.0,
    unit="seconds",
)
