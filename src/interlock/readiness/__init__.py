"""Whether two systems can keep what a document promises, what is open, and what a new description changes."""

from typing import TYPE_CHECKING

from interlock.catalogue import on_demand

if TYPE_CHECKING:
    from interlock.readiness.ability import abilities
    from interlock.readiness.assessing import assess, assess_record, assess_system
    from interlock.readiness.explaining import explain, in_words, open_questions
    from interlock.readiness.revising import revised

__all__ = ["abilities", "assess", "assess_record", "assess_system", "explain", "in_words", "open_questions", "revised"]

__getattr__ = on_demand(
    __name__,
    {
        "ability": ("abilities",),
        "assessing": ("assess", "assess_record", "assess_system"),
        "explaining": ("explain", "in_words", "open_questions"),
        "revising": ("revised",),
    },
)
