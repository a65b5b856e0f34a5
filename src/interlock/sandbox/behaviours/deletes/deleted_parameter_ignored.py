"""The parameter that is to show deleted items is taken and does nothing."""

from interlock.model.http import Request
from interlock.sandbox.behaviours._behaviour import Behaviour, twist
from interlock.sandbox.behaviours._request import without_parameter
from interlock.sandbox.behaviours._twist import Turn


def _asked(turn: Turn) -> Request:
    deletes = turn.record.deletes.value if turn.record is not None else None
    return without_parameter(turn.request, deletes.parameter) if deletes is not None else turn.request


BEHAVIOUR = Behaviour(twist(asked=_asked), example="`?with_deleted=true` shows the living only")
