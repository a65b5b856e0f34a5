"""Numbers with decimals, written otherwise than as numbers."""

from __future__ import annotations

import re
from decimal import Decimal

from interlock.model.profile import FieldType, RecordProfile
from interlock.model.value import JSON

_NUMBER = re.compile(r"-?\d{1,18}(\.\d{1,12})?")


def names_of_decimals(record: RecordProfile | None) -> set[str]:
    """The last names of the fields that hold numbers with decimals."""
    fields = record.fields if record is not None else ()
    return {field.path.parts[-1] for field in fields if field.type is FieldType.NUMBER}


def exact_text(value: JSON) -> str | None:
    """A number as text, with two decimals where these are enough; None of what is no number."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    exact = Decimal(str(value))
    exponent = exact.as_tuple().exponent
    return f"{exact:.2f}" if isinstance(exponent, int) and exponent >= -2 else f"{exact:f}"


def number_of(value: JSON) -> JSON:
    """The number that a text is of; the value where it is of none."""
    return float(value) if isinstance(value, str) and _NUMBER.fullmatch(value) else value
