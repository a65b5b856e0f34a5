"""One person at the proposed field pairs: each is taken, replaced, passed over or refused before the next is shown."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from interlock.errors import UsageError
from interlock.journeys.mapping import Mapped, Mapper
from interlock.journeys.meeting import Meeting
from interlock.journeys.suggesting import Proposals, own_choice
from interlock.model.fact import Confidence
from interlock.model.suggestion import Candidate
from interlock.model.value import Side

_ORDER = (Confidence.SURE, Confidence.LIKELY, Confidence.POSSIBLE)
_OWN = re.compile(r"(?P<field>`[^`]+`|[^\s:]+)\s*(?::\s*(?P<rule>.*))?")
_RULE = re.compile(r"rule\s*:\s*(?P<rule>.*)", re.IGNORECASE)
_ALWAYS = re.compile(r"always\s+\S.*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Turn:
    """What is asked: which of the candidates is right. `fed` is the side whose required field nothing fills yet.

    `left` is how many are waiting, this one among them.
    """

    choices: tuple[Candidate, ...]
    left: int
    field: str = ""
    fed: Side | None = None


@dataclass(frozen=True, slots=True)
class _Step:
    """What can be taken back: the text before it, the turn's place, and what was remembered by it."""

    text: str
    at: int
    taken: tuple[Candidate, ...] = ()
    refused: tuple[Candidate, ...] = ()


class MapSitting:
    """Goes through proposals, the surest first; then through what is required and unfed.

    What is accepted is written and remembered at once: who leaves in the middle loses nothing.
    """

    def __init__(self, mapper: Mapper, proposals: Proposals) -> None:
        self._mapper, self._proposals = mapper, proposals
        ranked = sorted(proposals.selected, key=lambda one: _ORDER.index(one.confidence))
        self._waiting = [Turn(proposals.others(one), 0) for one in ranked]
        self._waiting += [Turn(one.could[:5], 0, str(one.field.path), one.side) for one in proposals.unfed]
        self._at = 0
        self._past: list[_Step] = []
        self.accepted = 0

    @property
    def met(self) -> Meeting:
        """The two resources, by the document as it is now."""
        return self._mapper.now(self._proposals.meeting)

    def next(self) -> Turn | None:
        """What is asked next, without what was taken meanwhile; None at the end."""
        mapped = {side: self.met.mapped(side) for side in Side}
        while self._at < len(self._waiting):
            turn = self._waiting[self._at]
            free = tuple(one for one in turn.choices if _is_free(one, mapped))
            done = turn.field in mapped[turn.fed] if turn.fed is not None else not free
            if not done:
                return Turn(free, len(self._waiting) - self._at, turn.field, turn.fed)
            self._at += 1
        return None

    def take(self, wanted: Sequence[Candidate]) -> str:
        """Write pairs; empty, or why they cannot be written, and then nothing is.

        Raises:
            UsageError: the document was changed by somebody else meanwhile; it is read anew.
        """
        before = self._mapper.project.document.text
        done = self._accepted(wanted)
        if not done.rows:
            return done.left_out[0][1] if done.left_out else "that says nothing new"
        self.accepted += len(done.rows)
        self._past.append(_Step(before, self._at, done.rows))
        self._at += 1
        return ""

    def take_sure(self) -> tuple[int, tuple[tuple[Candidate, str], ...]]:
        """Write all that are sure and still waiting: how many, and which could not be, each with the reason.

        Raises:
            UsageError: the document was changed by somebody else meanwhile; it is read anew.
        """
        mapped = {side: self.met.mapped(side) for side in Side}
        rest = [one.choices[0] for one in self._waiting[self._at :] if one.choices and one.fed is None]
        sure = [one for one in rest if one.confidence is Confidence.SURE and _is_free(one, mapped)]
        before = self._mapper.project.document.text
        done = self._accepted(sure)
        if done.rows:
            self.accepted += len(done.rows)
            self._past.append(_Step(before, self._at, done.rows))
        return len(done.rows), done.left_out

    def _accepted(self, wanted: Sequence[Candidate]) -> Mapped:
        try:
            return self._mapper.accept(self._proposals.meeting, wanted)
        except UsageError:
            self._mapper.read_anew()
            self._past.clear()
            raise

    def own(self, turn: Turn, words: str) -> str:
        """Write what the person says instead: `FIELD`, `FIELD: RULE`, `rule: RULE`; of a required field `always VALUE`.

        Raises:
            UsageError: there is no such field or rule; or the document was changed meanwhile.
        """
        met = self.met
        rule = _RULE.fullmatch(words)
        if rule is not None and turn.choices:
            one = turn.choices[0]
            return self.take([own_choice(met, one.left, one.right, rule["rule"].strip())])
        if turn.fed is not None and _ALWAYS.fullmatch(words):
            fed = (turn.field,)
            return self.take(
                [own_choice(met, (), fed, words) if turn.fed is Side.RIGHT else own_choice(met, fed, (), words)]
            )
        said = _OWN.fullmatch(words)
        if said is None:
            raise UsageError(f"`{words}` is no field", hint="write FIELD, or FIELD: RULE")
        mine = (said["field"].strip("`"),)
        left, right = {
            None: (turn.choices[0].left if turn.choices else (), mine),
            Side.LEFT: ((turn.field,), mine),
            Side.RIGHT: (mine, (turn.field,)),
        }[turn.fed]
        return self.take([own_choice(met, left, right, (said["rule"] or "").strip())])

    def skip(self) -> None:
        """Pass it over; it is proposed again another time."""
        self._past.append(_Step(self._mapper.project.document.text, self._at))
        self._at += 1

    def never(self, turn: Turn) -> None:
        """Refuse the first candidate for good: it is not proposed again."""
        refused = turn.choices[:1]
        self._mapper.refuse(self._proposals.meeting, refused)
        self._past.append(_Step(self._mapper.project.document.text, self._at, refused=refused))
        self._at += 1

    def back(self) -> bool:
        """Take the last step back; whether there was one.

        Raises:
            UsageError: the document was changed by somebody else meanwhile.
        """
        if not self._past:
            return False
        step = self._past[-1]
        if step.text != self._mapper.project.document.text:
            self._mapper.restore(step.text)
        self._mapper.remember(self._proposals.meeting, (), (), forget=(*step.taken, *step.refused))
        self._past.pop()
        self.accepted -= len(step.taken)
        self._at = step.at
        return True


def _is_free(one: Candidate, mapped: dict[Side, frozenset[str]]) -> bool:
    return mapped[Side.LEFT].isdisjoint(one.left) and mapped[Side.RIGHT].isdisjoint(one.right)
