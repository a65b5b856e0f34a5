"""Which reaction goes with an answer: the most specific row of the document, else the built-in one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from interlock.catalogue import discover
from interlock.model.document import Phrase, Policy
from interlock.sync.policies._policy import Behaviour, Reaction

__all__ = ["ErrorPolicy", "Guard", "Reaction", "distance"]

_BEHAVIOURS = discover("interlock.sync.policies", "REACTION", Behaviour)

_AT_ONCE = timedelta(0)

_BUILT_IN: tuple[tuple[tuple[str, ...], Reaction], ...] = (
    # A write that was refused is refused again unless something changes; a short while may bring that change.
    (("4xx",), Reaction(retries=3, backoff=True, hold=True, alert_after=_AT_ONCE)),
    (("429",), Reaction(retries=None, wait=True)),
    (("5xx", "none"), Reaction(retries=None, pause=True, alert_after=timedelta(minutes=15))),
)


@dataclass(frozen=True, slots=True)
class Guard:
    """When deletes of a record are suspicious: more than this share and more than so many within the time."""

    percent: float = 10.0
    more_than: int = 10
    within: timedelta = timedelta(hours=24)
    place: str = ""

    def trips(self, deletes: int, items: int) -> bool:
        """Whether so many deletes of so many items are too many."""
        return deletes > self.more_than and deletes * 100 > self.percent * items


class ErrorPolicy:
    """The rows of "When something goes wrong", asked by what happened."""

    def __init__(self, policies: Sequence[Policy]) -> None:
        self._rows: list[tuple[tuple[str, ...], Reaction]] = []
        self._guards: list[Guard] = []
        for policy in policies:
            situation, then = policy.when.value, policy.then.value
            if situation is None or then is None:
                continue
            reaction = replace(_reaction(then), place=str(policy.span))
            if situation.shape == "answer":
                self._rows.append((_statuses(situation), reaction))
            elif situation.shape == "many_deleted":
                self._guards.append(_guard(situation, reaction))

    def to_status(self, status: int) -> Reaction:
        """What is done about a write that was answered with that status."""
        return self._most_specific(str(status), f"{status // 100}xx")

    def to_silence(self) -> Reaction:
        """What is done where no answer came."""
        return self._most_specific("none", "none")

    @property
    def guard(self) -> Guard:
        """When deletes are held; where no row says it, a built-in one."""
        return self._guards[0] if self._guards else Guard()

    def _most_specific(self, *names: str) -> Reaction:
        for name in names:
            for rows in (self._rows, _BUILT_IN):
                for statuses, reaction in rows:
                    if name in statuses:
                        return reaction
        return Reaction(retries=3, backoff=True, hold=True, alert_after=_AT_ONCE)


def _reaction(phrases: Sequence[Phrase]) -> Reaction:
    reaction = Reaction()
    for phrase in phrases:
        if phrase.shape in _BEHAVIOURS:
            reaction = _BEHAVIOURS[phrase.shape].add(reaction, phrase.args)
    return reaction


def _statuses(situation: Phrase) -> tuple[str, ...]:
    written = situation.args.get("statuses")
    names = tuple(str(status) for status in written) if isinstance(written, tuple) else ()
    return (*names, "none") if situation.args.get("no_answer") else names


def _guard(situation: Phrase, reaction: Reaction) -> Guard:
    percent, more_than = situation.args.get("percent"), situation.args.get("more_than")
    within = situation.args.get("duration")
    return Guard(
        float(percent) if isinstance(percent, int | float) else 0.0,
        more_than if isinstance(more_than, int) else 0,
        within if isinstance(within, timedelta) else timedelta(hours=24),
        reaction.place,
    )


def distance(reaction: Reaction, failures: int) -> timedelta:
    """How long to wait before the next try, after so many that failed."""
    if not reaction.backoff:
        return reaction.every
    return timedelta(seconds=10 * 4 ** min(failures - 1, 4))
