"""By what a create is found again when its answer was lost, as far as a system lets it be found."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum

from interlock.model.path import Path
from interlock.model.profile import RecordProfile, SystemProfile


class Regime(StrEnum):
    """The ways, the surest first. A create is never sent again before the way was tried."""

    KEY = "its key"
    """The same request is sent again with the same idempotency key; after the key's lifetime the next way counts."""
    UNIQUE = "a unique field"
    """It is looked for by a field that the system keeps unique; a second one would be refused."""
    MARKER = "its match fields"
    """It is looked for by the match fields once it must show; what is not found is sent again."""
    FINGERPRINT = "all its values"
    """It is looked for by all that was written; what is not found so is held, as nothing proves what became of it."""

    @property
    def promise(self) -> str:
        """What can be promised of an item whose answer was lost."""
        match self:
            case Regime.KEY | Regime.UNIQUE:
                return "it is there once"
            case Regime.MARKER:
                return "it is there once, unless its match fields are changed meanwhile: then it is held"
            case Regime.FINGERPRINT:
                return "it is there once or held for a person"


def key_header(system: SystemProfile, record: RecordProfile) -> str | None:
    """The header by which a create of that record can be sent twice without being done twice, or None.

    What is known of the record counts above what is known of the system, also where it is that there is none.
    """
    own = record.idempotency_header
    return own.value if own.known else system.idempotency_header.value


def regime(
    system: SystemProfile, record: RecordProfile, *, matched: Collection[Path], written: Collection[Path]
) -> Regime:
    """The surest way for items of a record in a system.

    Args:
        system: what is known of the system.
        record: what is known of the record there.
        matched: its match fields there.
        written: the fields that a create writes there.
    """
    if key_header(system, record):
        return Regime.KEY
    unique = {field.path for field in record.fields if field.unique.value}
    if record.external_id.value is not None:
        unique.add(record.external_id.value)
    if unique & set(written) & ({record.external_id.value} | set(matched)):
        return Regime.UNIQUE
    return Regime.MARKER if matched else Regime.FINGERPRINT
