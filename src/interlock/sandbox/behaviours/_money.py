"""Which fields hold money."""

from __future__ import annotations

from interlock.model.profile import FieldProfile
from interlock.sandbox.believable.naming import words_of_path

_WORDS = {"price", "amount", "total", "subtotal", "cost", "balance", "discount", "tax", "fee", "shipping", "revenue"}


def is_money(field: FieldProfile) -> bool:
    """Whether the field's name says so."""
    return bool(_WORDS & set(words_of_path(field.path)))
