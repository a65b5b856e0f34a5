"""Several items may have the same value where it should name one."""

from dataclasses import replace

from interlock.model.fact import Fact
from interlock.model.profile import RecordProfile
from interlock.sandbox.behaviours._behaviour import Behaviour, records


def _shared(record: RecordProfile, _amount: float) -> RecordProfile:
    fields = tuple(replace(field, unique=Fact()) for field in record.fields)
    return replace(record, fields=fields, external_id=Fact())


BEHAVIOUR = Behaviour(records(_shared), example="two items with the external id `EXT-9`")
