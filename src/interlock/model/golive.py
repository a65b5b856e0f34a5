"""How it stands with going live in an environment: what was agreed to, which waves were written, what checks said."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from interlock.model.value import JSON

FACT = "going live"
"""Under which name the ledger remembers it."""

BEFORE = "before going live "
"""How the names of facts begin that tell what stood in an item that a go-live wrote over."""

WAVES = (10, 100, 1000)
"""How many items of each record a wave writes; the one after these writes all that is left."""

BY = "go-live"
"""Who pauses what a failed check stopped."""


class Standing(StrEnum):
    """How far it is."""

    GOING = "going live"
    STOPPED = "stopped"
    """a check failed; nothing is written until somebody goes on or rolls back"""
    LIVE = "live"
    ROLLING_BACK = "being rolled back"
    """somebody began to put back what it wrote, and that is not over"""
    ROLLED_BACK = "rolled back"


@dataclass(frozen=True, slots=True)
class Overridden:
    """A gate, or a check after a wave, that somebody let pass though it was not met."""

    code: str
    by: str
    reason: str
    at: datetime
    missing: tuple[str, ...] = ()
    """what was missing when it was overridden"""


@dataclass(frozen=True, slots=True)
class Check:
    """What was looked at after a wave: whether it was as it should be, that in a sentence, and what shows it."""

    code: str
    title: str
    passed: bool
    said: str
    evidence: tuple[str, ...] = ()
    overridden_by: str = ""

    @property
    def stands(self) -> bool:
        """Whether it does not stand in the way."""
        return self.passed or bool(self.overridden_by)


@dataclass(frozen=True, slots=True)
class Wave:
    """One wave. `most` is how many items of each record it may write (None: all that were agreed to).

    `first` and `last` are the numbers of the history between which it was written: more than `first`, up to `last`.
    `writes` counts what was written, by record and kind.
    """

    number: int
    most: int | None
    began_at: datetime
    first: int
    ended_at: datetime | None = None
    last: int = 0
    writes: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    checks: tuple[Check, ...] = ()
    rolled_back: str = ""
    """by whom, when and what of it stayed; empty: it was not"""

    @property
    def count(self) -> int:
        """How many writes it was."""
        return sum(sum(kinds.values()) for kinds in self.writes.values())


@dataclass(frozen=True, slots=True)
class Tried:
    """One smoke test: a marked item that was created, followed and taken away. `met` is None where it was not tried."""

    record: str
    what: str
    met: bool | None
    said: str


@dataclass(frozen=True, slots=True)
class GoLive:
    """One go-live of some records in an environment.

    `flows` has, by record, what stands for all that the document says of it; `agreed` counts, by record and kind, the
    changes that somebody agreed to. `before` are the flows that were live until then.
    """

    number: int
    standing: Standing
    by: str
    began_at: datetime
    version: str
    digests: Mapping[str, str]
    flows: Mapping[str, str]
    agreed: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    window: str = ""
    now_reason: str = ""
    """why it did not wait for a window; empty: it did, or there is none"""
    overridden: tuple[Overridden, ...] = ()
    waves: tuple[Wave, ...] = ()
    smoke: tuple[Tried, ...] = ()
    said: str = ""
    """why it stopped or was rolled back"""
    ended_at: datetime | None = None
    before: Mapping[str, str] = field(default_factory=dict)

    @property
    def open_wave(self) -> Wave | None:
        """The wave that was begun and is not over: its checks did not run, or failed."""
        last = self.waves[-1] if self.waves else None
        return last if last is not None and (last.ended_at is None or not passed(last)) else None

    def with_wave(self, wave: Wave) -> GoLive:
        """With that wave in place of the one of its number."""
        return replace(self, waves=(*(one for one in self.waves if one.number != wave.number), wave))


@dataclass(frozen=True, slots=True)
class LiveState:
    """All go-lives of an environment, and the flows that are live now, by record with what stands for them."""

    flows: Mapping[str, str] = field(default_factory=dict)
    runs: tuple[GoLive, ...] = ()

    @property
    def last(self) -> GoLive | None:
        """The newest."""
        return self.runs[-1] if self.runs else None

    @property
    def under_way(self) -> GoLive | None:
        """The one that is not over."""
        last = self.last
        return last if last is not None and last.standing in (Standing.GOING, Standing.STOPPED) else None

    def with_run(self, run: GoLive, flows: Mapping[str, str] | None = None) -> LiveState:
        """With that go-live in place of the one of its number."""
        others = tuple(one for one in self.runs if one.number != run.number)
        return LiveState(self.flows if flows is None else flows, (*others, run))


def passed(wave: Wave) -> bool:
    """Whether nothing that was found after a wave stands in the way."""
    return all(check.stands for check in wave.checks)


def dumps(state: LiveState) -> str:
    """The text that is remembered."""
    return json.dumps({"flows": dict(state.flows), "runs": [told(run) for run in state.runs]}, sort_keys=True)


def loads(text: str | None) -> LiveState:
    """What was remembered; nothing where nothing was.

    Raises:
        ValueError: it is no such text.
    """
    if text is None:
        return LiveState()
    try:
        read = json.loads(text)
        return LiveState(dict(read["flows"]), tuple(_run(one) for one in read["runs"]))
    except (AttributeError, KeyError, TypeError) as problem:
        raise ValueError(f"what was remembered of going live is damaged: {problem}") from None


def told(run: GoLive) -> dict[str, JSON]:
    """A go-live as plain data."""
    return {
        "number": run.number,
        "standing": run.standing.value,
        "by": run.by,
        "began_at": run.began_at.isoformat(),
        "ended_at": _at(run.ended_at),
        "version": run.version,
        "digests": dict(run.digests),
        "flows": dict(run.flows),
        "before": dict(run.before),
        "agreed": {record: dict(kinds) for record, kinds in run.agreed.items()},
        "window": run.window,
        "now_reason": run.now_reason,
        "overridden": [_told_override(one) for one in run.overridden],
        "waves": [_told_wave(one) for one in run.waves],
        "smoke": [{"record": one.record, "what": one.what, "met": one.met, "said": one.said} for one in run.smoke],
        "said": run.said,
    }


def _told_override(one: Overridden) -> dict[str, JSON]:
    return {
        "code": one.code,
        "by": one.by,
        "reason": one.reason,
        "at": one.at.isoformat(),
        "missing": list(one.missing),
    }


def _told_wave(wave: Wave) -> dict[str, JSON]:
    return {
        "number": wave.number,
        "most": wave.most,
        "began_at": wave.began_at.isoformat(),
        "ended_at": _at(wave.ended_at),
        "first": wave.first,
        "last": wave.last,
        "writes": {record: dict(kinds) for record, kinds in wave.writes.items()},
        "checks": [
            {
                "code": one.code,
                "title": one.title,
                "passed": one.passed,
                "said": one.said,
                "evidence": list(one.evidence),
                "overridden_by": one.overridden_by,
            }
            for one in wave.checks
        ],
        "rolled_back": wave.rolled_back,
    }


def _run(data: dict[str, Any]) -> GoLive:
    ended = data["ended_at"]
    overridden = tuple(
        Overridden(**{**one, "at": _moment(one["at"]), "missing": tuple(one["missing"])}) for one in data["overridden"]
    )
    return GoLive(
        **{
            **data,
            "standing": Standing(data["standing"]),
            "began_at": _moment(data["began_at"]),
            "ended_at": None if ended is None else _moment(ended),
            "overridden": overridden,
            "waves": tuple(map(_wave, data["waves"])),
            "smoke": tuple(Tried(**one) for one in data["smoke"]),
        }
    )


def _wave(data: dict[str, Any]) -> Wave:
    ended = data["ended_at"]
    checks = tuple(Check(**{**one, "evidence": tuple(one["evidence"])}) for one in data["checks"])
    read = {"began_at": _moment(data["began_at"]), "ended_at": None if ended is None else _moment(ended)}
    return Wave(**{**data, **read, "checks": checks})


def _at(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)
