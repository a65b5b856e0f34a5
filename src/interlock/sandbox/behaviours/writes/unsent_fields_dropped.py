"""A write that leaves a field out empties it."""

from dataclasses import replace

from interlock.model.profile import RecordProfile, Verb
from interlock.sandbox.behaviours._behaviour import Behaviour, records


def _replacing(record: RecordProfile, _amount: float) -> RecordProfile:
    operations = tuple(replace(one, replaces=True) if one.verb is Verb.UPDATE else one for one in record.operations)
    return replace(record, operations=operations)


BEHAVIOUR = Behaviour(records(_replacing), example='`{"name": "Ann"}` takes the telephone number away')
