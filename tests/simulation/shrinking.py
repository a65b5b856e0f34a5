"""A history that breaks a law, made as short and plain as can be, and kept as data."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, fields, replace
from pathlib import Path
from typing import Any

from tests.simulation.draws import Manner, Traits
from tests.simulation.script import Script, Step
from tests.simulation.story import Told, play
from tests.simulation.words import Words
from tests.simulation.world import Setting

from interlock.sandbox.behaviours import OnTheWay

CASES = Path(__file__).with_name("cases")


def shrunk(told: Told, *, most: int = 400) -> Told:
    """The plainest script found that breaks one of the same laws: fewer steps, then plainer systems and words."""
    best, wanted, left = told, told.laws, most
    size = max(1, len(best.script.steps) // 2)
    while size:
        start = 0
        while start < len(best.script.steps) and left:
            steps = best.script.steps
            tried = play(replace(best.script, steps=(*steps[:start], *steps[start + size :])))
            left -= 1
            if tried.laws & wanted:
                best = tried
            else:
                start += size
        size //= 2
    for way in range(_ways()):
        plainer = _plainer(best.script, way)
        if plainer is None or not left:
            continue
        try:
            tried = play(plainer)
        except AssertionError:  # no document or description can be like that
            continue
        left -= 1
        if tried.laws & wanted:
            best = tried
    return best


def _ways() -> int:
    return 2 * (len(fields(Manner)) + len(fields(Traits))) + len(fields(Words)) + 1


def _plainer(script: Script, way: int) -> Script | None:
    """The script with one thing about its setting as it is by default, None where it is so already."""
    setting = script.setting
    if way == _ways() - 1:
        return replace(script, decides=False) if script.decides else None
    for name, parts, plain in (
        ("manners", setting.manners, Manner()),
        ("traits", setting.traits, Traits()),
        ("words", (setting.words,), Words()),
    ):
        names = [one.name for one in fields(plain)]
        if way >= len(names) * len(parts):
            way -= len(names) * len(parts)
            continue
        at, field = divmod(way, len(names))
        value = getattr(plain, names[field])
        if getattr(parts[at], names[field]) == value:
            return None
        changed: list[Any] = list(parts)
        changed[at] = replace(changed[at], **{names[field]: value})
        whole: Any = changed[0] if name == "words" else tuple(changed)
        return replace(script, setting=replace(setting, **{name: whole}))
    return None


def as_data(script: Script, about: str) -> str:
    """The script as JSON; `about` says what it is there for."""
    setting = script.setting
    whole = {
        "about": about,
        "seed": script.seed,
        "words": asdict(setting.words),
        "traits": [asdict(one) for one in setting.traits],
        "manners": [asdict(one) for one in setting.manners],
        "acts": dict(script.acts),
        "faults": dict(script.faults),
        "decides": script.decides,
        "steps": [[step.kind, step.seed] for step in script.steps],
    }
    return json.dumps(whole, indent=1, ensure_ascii=False) + "\n"


def from_data(text: str) -> Script:
    """The script that was kept."""
    whole = json.loads(text)
    left, right = (Traits(**one) for one in whole["traits"])
    here, there = (Manner(**{**one, "hooks": OnTheWay(**one.get("hooks", {}))}) for one in whole["manners"])
    steps = tuple(Step(kind, seed) for kind, seed in whole["steps"])
    setting = Setting(Words(**whole["words"]), (left, right), (here, there))
    return Script(whole["seed"], setting, steps, whole["acts"], whole["faults"], whole["decides"])


def cases() -> Iterator[tuple[str, Script]]:
    """The histories that are kept, by name."""
    for path in sorted(CASES.glob("*.json")):
        yield path.stem, from_data(path.read_text())
