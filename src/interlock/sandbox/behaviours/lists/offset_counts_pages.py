"""The parameter that is said to be the number of items to leave out is the number of a page; 0 and 1 are the first."""

from dataclasses import replace

from interlock.model.http import Request
from interlock.model.profile import PagingStyle
from interlock.sandbox.behaviours._behaviour import Behaviour, twist
from interlock.sandbox.behaviours._twist import Turn

_SIZE = 50


def _asked(turn: Turn) -> Request:
    paging = turn.record.paging.value if turn.record is not None and turn.lists else None
    if paging is None or paging.style is not PagingStyle.OFFSET:
        return turn.request
    given = turn.parameter(paging.token_param) or ""
    size = turn.parameter(paging.size_param) or str(paging.size_default or _SIZE)
    if not (given.isdigit() and size.isdigit() and len(given) < 10 and len(size) < 10):
        return turn.request
    most = paging.size_max or int(size)
    left_out = str(max(int(given) - 1, 0) * min(int(size), most))
    query = tuple((name, left_out if name == paging.token_param else value) for name, value in turn.request.query)
    return replace(turn.request, query=query)


BEHAVIOUR = Behaviour(twist(asked=_asked), example="`?offset=2&limit=10` leaves out ten items and not two")
