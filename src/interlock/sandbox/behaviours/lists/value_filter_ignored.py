"""The parameters that find items by a value do nothing: every item comes."""

from dataclasses import replace

from interlock.model.profile import RecordProfile
from interlock.sandbox.behaviours._behaviour import Behaviour, records


def _unfiltered(record: RecordProfile, _amount: float) -> RecordProfile:
    return replace(record, finds=())


BEHAVIOUR = Behaviour(records(_unfiltered), example="`?email=nobody@example.com` shows all items")
