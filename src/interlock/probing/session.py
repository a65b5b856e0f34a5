"""Asks all the questions, one after the other; what one answer settles counts for the next."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from interlock.errors import NotPossible, Refused, Unreachable, Untrusted
from interlock.model.fact import Evidence
from interlock.model.profile import RecordProfile, SystemProfile, Verb
from interlock.probing.hand import Hand, Journal, Made
from interlock.probing.line import Line, TooMany
from interlock.probing.look import Look, Survey
from interlock.probing.probe import Probe, Reply, cannot_tell, in_turn
from interlock.probing.results import SYSTEM, Result, result
from interlock.systems.stated import refined

_SURVEY = 2
_CLEANING = 4
"""Requests at most to take one item away and to see that it is gone."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it: the results in the order of asking, what was left behind, the requests that were sent."""

    results: tuple[Result, ...]
    left: tuple[Made, ...]
    sent: int


@dataclass(frozen=True, slots=True)
class Extent:
    """How many requests it takes at most, repeats after refusals aside, how many of them for writing probes."""

    requests: int
    for_writes: int
    items: int
    """how many items are made, and taken away again, at most"""


class Session:
    """Probes one system.

    Args:
        profile: what is known of it, without what an earlier probe found out.
        records: the names of the records to ask about.
        line: the way to it.
        where: when and where, for the evidence (`probed on 2027-01-20 against sandbox`).
        write: whether writing probes are asked as well.
        token: a text of chance that marks what this session makes.
        journal: remembers what was made until it is gone.
        told: hears of each question before it is asked: the record, the question, its number, how many there are.
    """

    def __init__(
        self,
        profile: SystemProfile,
        records: Sequence[str],
        line: Line,
        *,
        where: str,
        write: bool,
        token: str,
        journal: Journal,
        told: Callable[[str, str, int, int], None] = lambda *_: None,
    ) -> None:
        self._profile = profile
        self._records = [record for record in profile.records if record.name in records]
        self._line = line
        self._where = where
        self._write = write
        self._token = token
        self._journal = journal
        self._told = told
        self._asked = 0
        self._system_asked: set[str] = set()

    async def clear_up(self) -> tuple[Made, ...]:
        """Take away what an earlier session made and did not take away; what is left all the same."""
        left: list[Made] = []
        for name in sorted({made.record for made in self._journal.left()}):
            record = self._profile.record(name)
            if record is None:
                left += [made for made in self._journal.left() if made.record == name]
            else:
                left += await self._hand(record, Survey(())).clean()
        return tuple(left)

    async def run(self) -> Outcome:
        """Ask everything.

        Raises:
            Unauthorised: the credential is not accepted.
            Unreachable: no answer came to a request that reads.
            Refused: it was asked too often, and wants to be left alone for long.
        """
        results: list[Result] = []
        left: list[Made] = []
        for record in self._records:
            if not _lists(record):
                results.append(self._listless(record))
                continue
            found, behind = await self._record(record)
            results += found
            left += behind
        return Outcome(tuple(results), tuple(left), self._line.sent)

    async def _record(self, record: RecordProfile) -> tuple[list[Result], tuple[Made, ...]]:
        look = Look(self._profile, with_own_key(self._profile, record), self._line)
        self._line.allow(_SURVEY)
        try:
            look.survey = Survey(await look.pages(_SURVEY))
        except (NotPossible, Untrusted) as problem:
            return [self._unlisted(record, cannot_tell(problem.message))], ()
        first = look.survey.pages[0]
        if not first.ok:
            reply = cannot_tell(f"its list cannot be read: {first.problem}", first.shown())
            reply = replace(reply, contradicts="it can be listed") if first.seen.status != 403 else reply
            return [self._unlisted(record, reply)], ()
        results = [self._listed(look)]
        for name, probe in in_turn(write=False):
            results += await self._one(look, name, probe)
        if not self._write:
            return results, ()
        if not _cleanable(record):
            return results, ()
        return await self._written(look, results)

    async def _written(self, look: Look, results: list[Result]) -> tuple[list[Result], tuple[Made, ...]]:
        hand = self._hand(look.record, look.survey)
        left: tuple[Made, ...] = ()
        try:
            for name, probe in in_turn(write=True):
                try:
                    results += await self._one(hand, name, probe)
                finally:
                    # Also when somebody interrupts: what was made goes first.
                    left = await hand.clean()
        finally:
            if left:
                left = await hand.clean()
        return results, left

    def _hand(self, record: RecordProfile, survey: Survey) -> Hand:
        hand = Hand(self._profile, record, self._line, token=self._token, journal=self._journal)
        hand.survey = survey
        return hand

    async def _one(self, look: Look, name: str, probe: Probe) -> list[Result]:
        if not probe.applies(look.record) or (probe.of_system and name in self._system_asked):
            return []
        self._asked += 1
        self._told(look.record.name, probe.question, self._asked, self._questions)
        reply = await self._reply(look, probe)
        if probe.of_system:
            self._system_asked.add(name)
        for fact in reply.facts:
            look.record = refined(look.record, fact, reply.fact(fact))
        return [result(SYSTEM if probe.of_system else look.record.name, name, probe, reply, where=self._where)]

    async def _reply(self, look: Look, probe: Probe) -> Reply:
        self._line.allow(probe.most)
        try:
            if probe.write is not None and isinstance(look, Hand):
                return await probe.write(look)
            return await probe.look(look) if probe.look is not None else cannot_tell("nothing asks it")
        except TooMany:
            return cannot_tell(f"it took more than the {probe.most} requests that were said")
        except (NotPossible, Untrusted) as problem:
            return cannot_tell(problem.message)
        except Unreachable as problem:
            if not probe.writes:
                raise
            return cannot_tell(problem.message)
        except Refused as problem:
            if problem.status == 429:
                raise
            return cannot_tell(problem.message)
        finally:
            self._line.allow(None)

    @property
    def _questions(self) -> int:
        each = len(in_turn(write=False)) + (len(in_turn(write=True)) if self._write else 0)
        return max(each * len(self._records), self._asked)

    def _listed(self, look: Look) -> Result:
        pages = look.survey.pages
        count = len(look.survey.ids)
        tells = f"{count} items" + (", all there are" if look.survey.whole else " and more")
        facts = {f"fields.{look.record.updated_at.value}.example": blank} if (blank := look.writes_blanks) else {}
        reply = Reply(f"yes: {tells}", evidence=tuple(page.shown() for page in pages), facts=facts)
        for fact in facts:
            look.record = refined(look.record, fact, reply.fact(fact))
        return result(look.record.name, "listed", _LISTED, reply, where=self._where)

    def _unlisted(self, record: RecordProfile, reply: Reply) -> Result:
        return result(record.name, "listed", _LISTED, reply, where=self._where)

    def _listless(self, record: RecordProfile) -> Result:
        return self._unlisted(record, cannot_tell("its description has no list of all of them", *_NOTHING))


def with_own_key(profile: SystemProfile, record: RecordProfile) -> RecordProfile:
    """The record with the idempotency header of its system, where nothing is known of one of its own."""
    own = record.idempotency_header
    return record if own.known else replace(record, idempotency_header=profile.idempotency_header)


def extent(profile: SystemProfile, records: Sequence[str], *, write: bool) -> Extent:
    """How many requests it takes at most to ask all about these records."""
    reads = writes = items = 0
    once = {name for name, probe in in_turn(write=False) if probe.of_system}
    for known in profile.records:
        record = with_own_key(profile, known)
        if record.name not in records or not _lists(record):
            continue
        reads += _SURVEY
        for name, probe in in_turn(write=False):
            if probe.applies(record) and (not probe.of_system or name in once):
                reads += probe.most
                once.discard(name)
        for _, probe in in_turn(write=True) if write and _cleanable(record) else ():
            if probe.applies(record):
                writes += probe.most + probe.makes * _CLEANING
                items += probe.makes
    return Extent(reads + writes, writes, items)


_NOTHING: tuple[Evidence, ...] = ()
_LISTED = Probe("Can it be listed?", "without its list nothing else can be asked", _SURVEY, lambda _: True)


def _lists(record: RecordProfile) -> bool:
    operation = record.operation(Verb.LIST) or record.operation(Verb.SEARCH)
    return operation is not None and "{" not in operation.path


def _cleanable(record: RecordProfile) -> bool:
    return record.operation(Verb.CREATE) is not None and record.operation(Verb.DELETE) is not None
