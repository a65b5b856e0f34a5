"""API descriptions become profiles: what a system keeps, how it is read and written, and what it does not say."""

from typing import TYPE_CHECKING

from interlock.catalogue import on_demand

if TYPE_CHECKING:
    from interlock.systems.addressing import Address, addresses
    from interlock.systems.commons import Common, in_common
    from interlock.systems.digesting import digest_of
    from interlock.systems.formats import Source
    from interlock.systems.gathering import learn, learn_all
    from interlock.systems.learned import Learned
    from interlock.systems.recorded import Recorded, recordings
    from interlock.systems.scoring import score_form
    from interlock.systems.statements import statement
    from interlock.systems.stating import REMOVED, with_statements
    from interlock.systems.storage import (
        from_json,
        learned_from_json,
        learned_to_json,
        stored_from_json,
        to_json,
    )

__all__ = [
    "REMOVED",
    "Address",
    "Common",
    "Learned",
    "Recorded",
    "Source",
    "addresses",
    "digest_of",
    "from_json",
    "in_common",
    "learn",
    "learn_all",
    "learned_from_json",
    "learned_to_json",
    "recordings",
    "score_form",
    "statement",
    "stored_from_json",
    "to_json",
    "with_statements",
]

__getattr__ = on_demand(
    __name__,
    {
        "addressing": ("Address", "addresses"),
        "commons": ("Common", "in_common"),
        "learned": ("Learned",),
        "formats": ("Source",),
        "digesting": ("digest_of",),
        "gathering": ("learn", "learn_all"),
        "recorded": ("Recorded", "recordings"),
        "scoring": ("score_form",),
        "stating": ("REMOVED", "with_statements"),
        "statements": ("statement",),
        "storage": ("from_json", "learned_from_json", "learned_to_json", "stored_from_json", "to_json"),
    },
)
