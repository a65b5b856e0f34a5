"""A seed becomes a setting and a list of steps."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from tests.simulation.draws import more_manner, more_traits, some_manner, some_traits
from tests.simulation.weights import MORE_ACTS, WEIGHTS
from tests.simulation.words import more_words, some_words
from tests.simulation.world import Setting


@dataclass(frozen=True)
class Step:
    """Something that happens; `seed` decides its details, so that other steps may be left out."""

    kind: str
    seed: int


@dataclass(frozen=True)
class Script:
    """All that happens in one simulation."""

    seed: int
    setting: Setting
    steps: tuple[Step, ...]
    acts: Mapping[str, int] = field(default_factory=dict)
    faults: Mapping[str, int] = field(default_factory=dict)
    decides: bool = False
    """somebody decides about what is held, in the end"""


_PER_PLACE = 8
"""So many seeds have the same document and the same two descriptions."""

KINDS = {
    "people": 6,
    "cycle": 5,
    "busy cycle": 4,
    "watch": 2,
    "crash": 2,
    "fault": 3,
    "heal": 2,
    "time": 2,
    "restart": 1,
    "decide": 1,
    "clock": 1,
    "second": 1,
    "stall": 1,
    "full disk": 1,
    "document": 1,
}
MORE_KINDS = {"copy": 2, "restore": 1, "lose": 1}
FAULTS = {
    "lost": 2,
    "stumbles": 1,
    "down": 1,
    "500": 1,
    "429": 1,
    "slow": 1,
    "drop": 1,
    "html": 1,
    "refuses": 2,
    "hidden": 1,
    "401": 1,
    "late": 2,
    "cut": 1,
}


@dataclass(frozen=True)
class Climate:
    """What seeds draw from: how often which steps, acts and faults come, and what the document says in any case."""

    kinds: Mapping[str, int] = field(default_factory=dict)
    acts: Mapping[str, int] = field(default_factory=dict)
    faults: Mapping[str, int] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    traits: Mapping[str, Any] = field(default_factory=dict)
    manner: Mapping[str, Any] = field(default_factory=dict)


def script_of(seed: int, climate: Climate | None = None) -> Script:
    """What a seed stands for."""
    rng = random.Random(seed)
    every = climate is None  # a climate has of what came to be drawn later only what it names
    climate = climate or Climate()
    # A document and two systems are read and compiled once for several seeds: that takes longer than a history.
    place = random.Random(f"place {seed // _PER_PLACE}")
    drawn_words = more_words(str(seed // _PER_PLACE)) if every else {}
    words = replace(some_words(place), **{**drawn_words, **climate.words})
    if words.copies and words.invoice_direction == "→":  # a field flows no other way than its record
        words = replace(words, copies="→")
    has = {"lists": bool(words.tags or words.lines or words.steps), "tree": bool(words.boss)}
    has |= {"circles": bool(words.circle), "copied": bool(words.copies)}
    names = has["circles"] or has["copied"]
    traits = [some_traits(place), some_traits(place)]
    manners = [some_manner(rng), some_manner(rng)]
    for at, side in enumerate(("left", "right")):
        drawn = more_traits(f"{side} {seed // _PER_PLACE}") if every else {}
        traits[at] = replace(traits[at], **{**drawn, **has, **climate.traits})
        drawn = more_manner(f"{side} {seed}", traits[at]) if every else {}
        manners[at] = replace(manners[at], **{**drawn, **climate.manner})
    setting = Setting(words, (traits[0], traits[1]), (manners[0], manners[1]))
    # Each seed has its own weather: some know no faults, some no crashes, some nothing but edits of the same fields.
    kinds = _weather(rng, KINDS, tuple(name for name in KINDS if name not in ("people", "cycle")), climate.kinds)
    acts = _weather(rng, WEIGHTS, tuple(name for name in WEIGHTS if name not in ("create", "edit")), climate.acts)
    faults = _weather(rng, FAULTS, tuple(FAULTS), climate.faults)
    # What came to be drawn later has chance of its own, so that no draw before it changes.
    acts |= _later(f"acts {seed}", MORE_ACTS) if every else {}
    for act in ("arrange",) * (not has["lists"]) + ("promote", "swap") * (not has["tree"]) + ("name",) * (not names):
        acts.pop(act, None)
    for act in ("arrange", "promote", "swap", "name"):
        if act in acts:
            acts[act] = random.Random(f"{act} {seed}").choice([MORE_ACTS[act], 2 * MORE_ACTS[act]])
    kinds |= _later(f"kinds {seed}", MORE_KINDS) if every else {}
    chosen = rng.choices(list(kinds), list(kinds.values()), k=rng.randrange(4, 18))
    steps = [Step(kind, rng.randrange(2**32)) for kind in ("people", "people", *chosen)]
    return Script(seed, setting, tuple(steps), acts, faults, decides=rng.random() < 0.4)


def _later(name: str, usual: Mapping[str, int]) -> dict[str, int]:
    rng = random.Random(name)
    return {one: rng.choice([0, 0, 0, weight]) for one, weight in usual.items()}


def _weather(
    rng: random.Random, usual: Mapping[str, int], varying: tuple[str, ...], fixed: Mapping[str, int]
) -> dict[str, int]:
    weights = dict(usual)
    for name in varying:
        weights[name] = rng.choice([0, 0, weights[name], 3 * weights[name]])
    weights.update(fixed)
    return weights if any(weights.values()) else dict(usual)
