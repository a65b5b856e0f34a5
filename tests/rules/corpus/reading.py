"""Reads the corpus: sound documents, and the systems that they speak of as learned from generated descriptions."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import orjson
from tests.rules.corpus.describe import describe

from interlock.document import read
from interlock.model.finding import Finding
from interlock.model.profile import SystemProfile
from interlock.model.value import Side
from interlock.rules import check
from interlock.systems import learn

HERE = Path(__file__).parent
_ENDING = ".interlock.md"
SOUND = {one.name.removesuffix(_ENDING): one.read_text(encoding="utf-8") for one in HERE.glob("sound/*.md")}


@cache
def system(name: str) -> SystemProfile:
    """What is learned of the system that `systems/NAME.txt` tells of; nothing is found in its description."""
    data = orjson.dumps(describe((HERE / "systems" / f"{name}.txt").read_text(encoding="utf-8")))
    learned = learn(name, data, file=f"systems/{name}.yaml")
    assert not learned.findings, learned.findings
    return learned.profile


def asked(text: str, name: str) -> tuple[Finding, ...]:
    """What `check` finds in a document of the corpus."""
    reading = read(text, f"{name}{_ENDING}")
    known: dict[Side, SystemProfile] = {}
    for row in reading.document.systems:
        stem = Path(row.description).stem
        if (HERE / "systems" / f"{stem}.txt").exists():
            known[row.side] = system(stem)
    return check(reading.document, reading.findings, known)
