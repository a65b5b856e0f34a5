"""A question for what changed since a moment that is to come is refused with 400."""

from interlock.sandbox.answers import Refusal
from interlock.sandbox.behaviours._behaviour import Behaviour, twist
from interlock.sandbox.behaviours._twist import Turn
from interlock.sandbox.filters import since_asked


def _refuses(turn: Turn) -> None:
    if turn.lists and turn.call is not None:
        since = since_asked(turn.call)
        if since is not None and since > turn.at:
            raise Refusal(400, "the moment since when is to come")


BEHAVIOUR = Behaviour(twist(refuses=_refuses), example="`?updated_since=2099-01-01` is answered 400")
