"""Fields that are one text on the other side, with a sign between them; canonical is the text."""

from __future__ import annotations

from interlock.mapping.outcome import Misfit
from interlock.mapping.rules._signs import joint_of
from interlock.mapping.values import as_text
from interlock.model.value import Canonical


class Parting:
    """How so many fields and their text are read and written."""

    def __init__(self, sign: str, fields: int) -> None:
        self.sign = sign
        self.joint = joint_of(sign)
        self.count = fields

    def of_text(self, value: Canonical) -> Canonical:
        """The text, its parts parted as they are written here."""
        parts = [part.strip() for part in str(as_text(value)).split(self.sign)]
        if parts != [""] and len(parts) != self.count:
            raise Misfit(f"has {len(parts)} parts, where {self.count} fields take one each")
        return self._joined(parts)

    def of_fields(self, values: tuple[Canonical, ...]) -> Canonical:
        """The text that the values of the fields make; null where all are."""
        if all(value is None for value in values):
            return None
        parts = ["" if value is None else str(as_text(value)).strip() for value in values]
        if any(self.sign in part for part in parts):
            raise Misfit(f"has a part with `{self.sign}` in it, at which the text is split")
        return self._joined(parts)

    def _joined(self, parts: list[str]) -> Canonical:
        return self.joint.join(parts) if any(parts) else ""

    def fields(self, value: Canonical) -> Canonical:
        """The parts, each for its field."""
        return tuple(part.strip() for part in str(value).split(self.sign)) if value else ("",) * self.count
