"""What items that were seen have in common, so that others can be made like them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from interlock.model.profile import FieldType, RecordProfile
from interlock.model.value import JSON, Body
from interlock.sandbox.chance import Chance

_MOST_SEEN = 2_000
_MOST_OPTIONS = 12
_FEWEST_FOR_OPTIONS = 8


@dataclass(frozen=True, slots=True)
class Likeness:
    """By the names of fields: in which share of the items they stand, are null, and the few texts that they have."""

    present: Mapping[str, float]
    null: Mapping[str, float]
    options: Mapping[str, tuple[JSON, ...]]

    def of(self, body: Body, chance: Chance, record: RecordProfile) -> Body:
        """A body with fields as often as the items that were seen; what must be there stays."""
        needed = {field.path.root for field in record.fields if field.required and len(field.path.parts) == 1}
        nullable = {field.path.root for field in record.fields if field.nullable}
        made: Body = {}
        for name, value in body.items():
            drawn = chance.below(1_000_000) / 1_000_000
            if name in needed or name not in self.present:
                made[name] = self._option(name, value, chance)
            elif drawn >= self.present[name]:
                continue
            elif name in nullable and drawn < self.null[name]:
                made[name] = None
            else:
                made[name] = self._option(name, value, chance)
        return made

    def _option(self, name: str, value: JSON, chance: Chance) -> JSON:
        options = self.options.get(name)
        return chance.pick(options) if options else value


def likeness_of(bodies: Sequence[Body], record: RecordProfile) -> Likeness:
    """What the bodies have in common.

    Texts of which there are few are taken to be all that there are, but for those that name an item or another.
    """
    seen = bodies[:_MOST_SEEN]
    count = max(1, len(seen))
    present = Counter(name for body in seen for name in body)
    null = Counter(name for body in seen for name, value in body.items() if value is None)
    named = {record.id_path.root, *(path.root for path in record.match_keys.value or ())}
    named |= {field.path.root for field in record.fields if field.unique.value or field.refers_to.known}
    options: dict[str, tuple[JSON, ...]] = {}
    texts = {
        field.path.root for field in record.fields if field.type is FieldType.STRING and len(field.path.parts) == 1
    }
    for name in sorted(texts - named):
        values = [body[name] for body in seen if isinstance(body.get(name), str)]
        few = sorted({str(value) for value in values})
        if len(values) >= _FEWEST_FOR_OPTIONS and len(few) <= min(_MOST_OPTIONS, len(values) // 2):
            options[name] = tuple(few)
    known = {field.path.root for field in record.fields}
    return Likeness(
        {name: present[name] / count for name in known}, {name: null[name] / count for name in known}, options
    )
