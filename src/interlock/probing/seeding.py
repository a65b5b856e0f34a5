"""Writes a small marked set into a vendor's sandbox, edge cases among it, and takes the same set away again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from interlock.errors import InterlockError, NotPossible, Unauthorised
from interlock.model.path import put
from interlock.model.profile import FieldType, RecordProfile, SystemProfile, Verb
from interlock.model.value import Body
from interlock.probing.bodies import carries
from interlock.probing.edges import EDGES, edged
from interlock.probing.hand import Hand, Journal, Made
from interlock.probing.line import Line
from interlock.probing.look import Survey
from interlock.probing.session import with_own_key

MARK = "ilseed"
_PLAIN = 2


@dataclass(frozen=True, slots=True)
class Sown:
    """One item of the set: what it is a case of, its id where it is there, and else what the system said."""

    record: str
    case: str
    id: str
    said: str = ""


class Seeder:
    """Seeds one system.

    Args:
        profile: what is known of it.
        records: the names of the records.
        line: the way to it.
        token: a text of chance that tells this set from others.
        journal: remembers what was made until it is gone: before each create is sent, so that a kill leaves a list.
        told: hears of each item as it comes.
    """

    def __init__(
        self,
        profile: SystemProfile,
        records: Sequence[str],
        line: Line,
        *,
        token: str,
        journal: Journal,
        told: Callable[[Sown], None] = lambda _: None,
    ) -> None:
        self._profile = profile
        self._records = records
        self._line = line
        self._token = token
        self._journal = journal
        self._told = told
        self._ids: dict[str, str] = {}

    async def sow(self) -> tuple[Sown, ...]:
        """Make the set, what others refer to first.

        Raises:
            Unauthorised: the credential is not accepted.
        """
        found: list[Sown] = []
        for record in _in_order(self._profile, self._records):
            found += await self._record(record)
        return tuple(found)

    async def remove(self) -> tuple[tuple[Made, str], ...]:
        """Take away what the journal has; what is left all the same, with the reason.

        Only what still carries its mark is deleted: an item that lost it has become somebody's own.
        """
        left: list[tuple[Made, str]] = []
        known = {one.record for one in self._journal.left()}
        for record in reversed(_in_order(self._profile, sorted(known))):
            left += await self._cleared(record)
        gone = {record.name for record in self._profile.records}
        left += [(one, "the system has no such record now") for one in self._journal.left() if one.record not in gone]
        return tuple(left)

    async def _record(self, record: RecordProfile) -> list[Sown]:
        if record.operation(Verb.CREATE) is None or record.operation(Verb.DELETE) is None:
            return [self._noted(Sown(record.name, "all", "", "what is made could not be taken away again"))]
        hand = await self._hand(record)
        found: list[Sown] = []
        for number in range(_PLAIN):
            try:
                made = await hand.new()
            except NotPossible as problem:
                return [*found, self._noted(Sown(record.name, "plain", "", problem.message))]
            self._ids.setdefault(record.name, made.id)
            found.append(self._noted(Sown(record.name, "plain" if not number else "another", made.id)))
        for edge in EDGES:
            tag, body = hand.fresh()
            changed = edged(self._referring(record, body), edge, hand.bodies.fields, tag)
            if changed is not None:
                found.append(await self._one(hand, tag, edge.name, changed))
        return found

    async def _one(self, hand: Hand, tag: str, case: str, body: Body) -> Sown:
        try:
            made = await hand.create(tag, body)
        except Unauthorised:
            raise
        except InterlockError as problem:
            return self._noted(Sown(hand.record.name, case, "", problem.message))
        said = "" if made.good else f"refused: {made.seen.shown().quote}"
        return self._noted(Sown(hand.record.name, case, made.id, said))

    def _referring(self, record: RecordProfile, body: Body) -> Body:
        """The body, with references to items of the set where they can lead to one."""
        for field in record.fields:
            target = self._ids.get(field.refers_to.value or "")
            if target is None or field.path.array is not None or field.read_only:
                continue
            if field.type is FieldType.INTEGER:
                if target.isdigit():
                    body = put(body, field.path, int(target))
            else:
                body = put(body, field.path, target)
        return body

    async def _cleared(self, record: RecordProfile) -> list[tuple[Made, str]]:
        hand = await self._hand(record)
        strangers: list[Made] = []
        for made in [one for one in self._journal.left() if one.record == record.name and one.id and hand.can_get]:
            item = await hand.item(made.id)
            if item is None:
                self._journal.forget(made)
            elif not carries(item.body, made.tag):
                strangers.append(made)
                self._journal.forget(made)
        left = await hand.clean()
        return [
            *((one, "it is not deleted: it does not carry its mark any more") for one in strangers),
            *((one, "the system still shows it") for one in left),
        ]

    async def _hand(self, record: RecordProfile) -> Hand:
        known = with_own_key(self._profile, record)
        hand = Hand(self._profile, known, self._line, token=self._token, journal=self._journal, mark=MARK)
        try:
            hand.survey = Survey(await hand.pages(1))
        except NotPossible:
            hand.survey = Survey(())
        return hand

    def _noted(self, one: Sown) -> Sown:
        self._told(one)
        return one


def _in_order(profile: SystemProfile, names: Sequence[str]) -> list[RecordProfile]:
    """The records, those that others refer to first; where they refer to each other, as the description has them."""
    wanted = [record for record in profile.records if record.name in names]
    ordered: list[RecordProfile] = []
    while wanted:
        placed = {record.name for record in ordered}
        waiting = {record.name for record in wanted}
        free = [one for one in wanted if not (_refers_to(one) & waiting) - {one.name} - placed]
        taken = free or wanted[:1]
        ordered += taken
        wanted = [one for one in wanted if one not in taken]
    return ordered


def _refers_to(record: RecordProfile) -> set[str]:
    return {field.refers_to.value for field in record.fields if field.refers_to.value and not field.read_only}
