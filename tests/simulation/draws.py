"""What a seed draws of the systems: how each keeps its items."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import Any

from interlock.model.profile import RateLimit
from interlock.sandbox import Behaviours, Spelling
from interlock.sandbox.behaviours import MergedAnswer, OnTheWay


@dataclass(frozen=True)
class Traits:
    """How one system behaves, as far as a description can say it."""

    ids: str = "text"
    keys: bool = False
    finds: bool = False
    deletes: str = "hidden"
    """`tombstone`, `flag` or `hidden`"""
    since: bool = True
    paging: str = "cursor"
    size: int = 100
    stamps: str = "ms"
    etag: bool = False
    answers: bool = True
    update: str = "PATCH"
    wraps: bool = False
    archives: str = "flag"
    """`flag`: a field that can be written; `operation`: a request of its own"""
    unique: bool = False
    together: int = 0
    """so many creates or updates may go in one request; 0: there is no such request"""
    whole: bool = False
    """that request says that it does all or none"""
    lists: bool = False
    """its people have lists: tags, lines, steps"""
    tree: bool = False
    """its people have somebody above them"""
    circles: bool = False
    """its people name other people that they know"""
    copied: bool = False
    """its invoices name the people who get a copy"""
    signs: str = ""
    """how it signs what it tells of by webhook: `standard` or `hex`; empty: it sends none"""


@dataclass(frozen=True)
class Manner:
    """How one system behaves where descriptions are silent."""

    latency_s: float = 0.0
    clock_offset_s: float = 0.0
    thin_tombstones: bool = False
    stamps_identical_writes: bool = True
    checks_references: bool = True
    lag_s: float = 0.0
    """how long a change is not yet in lists"""
    get_lag_s: float = 0.0
    gain: float = 0.0
    ignores_since: bool = False
    spelling: str = ""
    """how it keeps two of its texts"""
    limit: int = 0
    """so many requests in two seconds, of which no description tells; 0: any number"""
    hints: float = 0.0
    """which share of what happens it tells of by webhook"""
    merged: str = ""
    """how a look at an item is answered that people merged into another: `moved` or `winner`; empty: they never do"""
    partly: bool = False
    """a request for several that it refuses has done those that fit, unless it says otherwise"""
    hooks: OnTheWay = field(default_factory=OnTheWay)
    """what happens to its webhooks on their way"""

    def behaviours(self) -> Behaviours:
        """The same for a sandbox."""
        return Behaviours(
            latency_s=self.latency_s,
            clock_offset_s=self.clock_offset_s,
            thin_tombstones=self.thin_tombstones,
            stamps_identical_writes=self.stamps_identical_writes,
            checks_references=self.checks_references,
            list_lag_s=self.lag_s,
            get_lag_s=self.get_lag_s,
            clock_gain=self.gain,
            refuses_in_part=self.partly,
            merged_answer=MergedAnswer(self.merged) if self.merged else MergedAnswer.GONE,
            ignores_since=self.ignores_since,
            webhooks=self.hooks,
            spellings={name: Spelling(self.spelling) for name in SPELLED} if self.spelling else {},
        )

    def rate_limit(self) -> RateLimit | None:
        """What it enforces, told or not."""
        return RateLimit(self.limit, 2.0) if self.limit else None


SPELLED = ("phone", "name", "tel", "title")


def some_traits(rng: random.Random) -> Traits:
    """Traits at random."""
    return Traits(
        ids=rng.choice(["text", "integer"]),
        keys=rng.random() < 0.3,
        finds=rng.random() < 0.4,
        deletes=rng.choice(["tombstone", "flag", "hidden", "hidden"]),
        since=rng.random() < 0.7,
        paging=rng.choice(["page", "offset", "cursor", "link", "none"]),
        size=rng.choice([2, 3, 5, 100]),
        stamps=rng.choice(["s", "ms", "ms", "min"]),
        etag=rng.random() < 0.4,
        answers=rng.random() < 0.6,
        update=rng.choice(["PATCH", "PATCH", "PUT"]),
        wraps=rng.random() < 0.3,
        archives=rng.choice(["flag", "operation"]),
        unique=rng.random() < 0.3,
        together=rng.choice([0, 0, 0, 2, 10]),
    )


def more_traits(name: str) -> dict[str, Any]:
    """Traits that came to be drawn later, each from chance of its own, so that no draw before it changes."""
    return {
        "whole": random.Random(f"whole {name}").random() < 0.3,
        "signs": random.Random(f"signs {name}").choice(["", "", "standard", "hex"]),
    }


def some_manner(rng: random.Random) -> Manner:
    """A manner at random."""
    return Manner(
        latency_s=rng.choice([0.0, 0.0, 0.2, 2.0]),
        clock_offset_s=rng.choice([0.0, 0.0, 0.0, 40.0, -40.0, 900.0]),
        thin_tombstones=rng.random() < 0.3,
        stamps_identical_writes=rng.random() < 0.7,
        checks_references=rng.random() < 0.7,
        lag_s=rng.choice([0.0, 0.0, 0.0, 3.0, 15.0, 40.0]),
        gain=rng.choice([0.0, 0.0, 0.0, 0.0004, -0.0004]),
        ignores_since=rng.random() < 0.05,
        spelling=rng.choice(["", "", "", "upper", "lower", "international"]),
        limit=rng.choice([0, 0, 0, 0, 4, 12]),
        hints=rng.choice([0.0, 0.0, 0.6, 1.0]),
    )


def more_manner(name: str, traits: Traits) -> dict[str, Any]:
    """The same for manners."""
    return {
        "partly": not traits.whole and random.Random(f"partly {name}").random() < 0.4,
        "merged": random.Random(f"merged {name}").choice(["", "", "moved", "winner"]),
        "get_lag_s": random.Random(f"get_lag_s {name}").choice([0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 2.0, 8.0, 25.0]),
        "hooks": _some_hooks(random.Random(f"hooks {name}")) if traits.signs else OnTheWay(),
    }


def _some_hooks(rng: random.Random) -> OnTheWay:
    return OnTheWay(
        lost=rng.choice([0.0, 0.0, 0.3, 1.0]),
        doubled=rng.choice([0.0, 0.2]),
        unsigned=rng.choice([0.0, 0.0, 0.1]),
        after_s=rng.choice([0.0, 0.5]),
        late_s=rng.choice([0.0, 2.0, 60.0, 250.0, 5000.0]),
    )
