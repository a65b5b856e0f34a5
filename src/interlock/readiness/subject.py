"""What an ability is looked for in, and the answers it can give."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from interlock.model.fact import Confidence, Evidence, Fact
from interlock.model.path import Path
from interlock.model.profile import Operation, RecordProfile, SystemProfile, Verb
from interlock.model.readiness import Answer, Told

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Subject:
    """A system, and one record of it (an empty one where the system as a whole is meant).

    `matched` are the fields by which its items are matched, `written` those that a create fills; empty where no
    document says.
    """

    system: SystemProfile
    record: RecordProfile
    matched: tuple[Path, ...] = ()
    written: tuple[Path, ...] = ()

    def operation(self, *verbs: Verb) -> Operation | None:
        """The first of these operations that there is."""
        found = (self.record.operation(verb) for verb in verbs)
        return next((one for one in found if one is not None), None)

    @property
    def words(self) -> Mapping[str, str]:
        """What the sentences of an ability can name."""
        key = self.record.primary_key.value
        return {
            "system": self.system.name,
            "record": self.record.name,
            "key": str(key[0]) if key else "id",
            "list": _call(self.operation(Verb.LIST, Verb.SEARCH), f"the list of `{self.record.name}`"),
            "create": _call(self.operation(Verb.CREATE, Verb.UPSERT), f"the create of `{self.record.name}`"),
            "update": _call(self.operation(Verb.UPDATE, Verb.UPSERT), f"the update of `{self.record.name}`"),
            "field": str(self.matched[0]) if self.matched else "FIELD",
            "matched": " and ".join(f"`{path}`" for path in self.matched) or "the fields that items are matched by",
        }


def _call(operation: Operation | None, otherwise: str) -> str:
    return otherwise if operation is None else f"`{operation.method.upper()} {operation.path}`"


UNKNOWN = Told(Answer.UNKNOWN)


def does(operation: Operation | None, absent: str) -> Told:
    """Yes, by that operation; no, where the description has none."""
    if operation is None:
        return Told(Answer.NO, absent, Confidence.LIKELY)
    how = f"`{operation.method.upper()} {operation.path}`"
    return Told(Answer.YES, how, Confidence.SURE, (Evidence(operation.pointer),))


def known(fact: Fact[T], how: str, absent: str = "there is none") -> Told:
    """Yes, as sure as the fact is; no, where it is known that there is none; unknown else."""
    if not fact.known:
        return Told(Answer.UNKNOWN, evidence=fact.evidence)
    if fact.value is None:
        return Told(Answer.NO, absent, fact.confidence, fact.evidence)
    return Told(Answer.YES, how, fact.confidence, fact.evidence)
