"""Which page is asked for does nothing: the first one comes again and again."""

from interlock.model.http import Request
from interlock.sandbox.behaviours._behaviour import Behaviour, twist
from interlock.sandbox.behaviours._request import without_parameter
from interlock.sandbox.behaviours._twist import Turn


def _asked(turn: Turn) -> Request:
    paging = turn.record.paging.value if turn.record is not None and turn.lists else None
    return without_parameter(turn.request, paging.token_param) if paging is not None else turn.request


BEHAVIOUR = Behaviour(
    twist(asked=_asked), example="`?page=2` shows the items of `?page=1`, and more are said to follow"
)
