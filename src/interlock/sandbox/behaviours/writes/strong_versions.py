"""Every item has an ETag, and a write with another If-Match is refused with 412, even where nobody says so."""

from dataclasses import replace

from interlock.model.profile import RecordProfile, sure
from interlock.sandbox.behaviours._behaviour import Behaviour, records


def _versioned(record: RecordProfile, _amount: float) -> RecordProfile:
    return replace(record, version=sure("etag"))


BEHAVIOUR = Behaviour(records(_versioned), example="a stale If-Match is answered 412")
