"""No item may be deleted: a rule of the business refuses it with 403."""

from interlock.model.profile import Verb
from interlock.sandbox.answers import Refusal
from interlock.sandbox.behaviours._behaviour import Behaviour, twist
from interlock.sandbox.behaviours._twist import Turn


def _refuses(turn: Turn) -> None:
    if turn.verb in {Verb.DELETE, Verb.BULK_DELETE}:
        raise Refusal(403, "only items of a trial may be deleted")


BEHAVIOUR = Behaviour(twist(refuses=_refuses), example="DELETE: 403, `only items of a trial may be deleted`")
