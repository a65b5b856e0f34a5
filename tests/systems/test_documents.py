"""Real descriptions: each is learned in time, and as well as others know those systems."""

from __future__ import annotations

import dataclasses
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
import pytest
from benchmarks.harness.judging import by_confidence, judged

from interlock.model.fact import Fact
from interlock.systems import from_json, learn, score_form, to_json

# Per document, with room for a slow machine that does other things; a fast one needs a tenth.
_LONGEST_S = 12.0
_LEAST = {
    "records_path": 0.98,
    "primary_key": 0.97,
    "page_style": 0.95,
    "page_token": 0.95,
    "page_size": 0.95,
    "cursor_field": 0.90,
    "cursor_param": 0.85,
}


# Of the facts that the learner calls sure, so many are right.
_SURE = 0.99


@pytest.mark.slow
def test_real_descriptions_are_learned_as_others_know_them(shared_data: Path, tmp_path: Path) -> None:
    """As well as is asked for, every fact with its evidence, and what is called sure is right."""
    facts = []
    documents = [p for p in sorted((shared_data / "openapi").iterdir()) if p.suffix in (".json", ".yaml")]
    assert len(documents) >= 18
    for path in documents:
        began = time.perf_counter()
        found = learn(path.stem, path.read_bytes(), file=path.name)
        assert time.perf_counter() - began < _LONGEST_S, path.name
        assert found.profile.records, path.name
        assert list(_bare(found.profile, path.stem)) == []
        facts += judged(orjson.loads((shared_data / "learn-truth" / f"{path.stem}.json").read_bytes()), found.profile)
        (tmp_path / path.with_suffix(".json").name).write_bytes(orjson.dumps(score_form(found.profile)))
    overall = _scored(shared_data, tmp_path)
    assert overall["found"] / overall["streams"] >= 0.99
    assert overall["auth_n"] == [18, 18]
    sure = by_confidence(facts)
    assert sure.all["sure"] > 400
    assert sure.right["sure"] / sure.all["sure"] >= _SURE
    shares = {name: cell[0] / cell[2] for name, cell in overall["fields"].items()}
    assert {name: share for name, share in shares.items() if share < _LEAST[name]} == {}


def _bare(value: object, place: str) -> Iterator[str]:
    """The facts that are known and say nothing of where they were read."""
    if isinstance(value, Fact):
        if value.known and not (value.evidence and all(e.pointer or e.quote for e in value.evidence)):
            yield place
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from _bare(getattr(value, field.name), f"{place}.{field.name}")
    elif isinstance(value, tuple):
        for number, inner in enumerate(value):
            yield from _bare(inner, f"{place}[{number}]")


def _scored(shared_data: Path, learned: Path) -> dict[str, Any]:
    report = learned / "score" / "report.json"
    report.parent.mkdir()
    scorer = shared_data / "score_learn.py"
    command = [sys.executable, str(scorer), str(shared_data / "learn-truth"), str(learned), "--json", str(report)]
    subprocess.run(command, check=True, capture_output=True)
    overall: dict[str, Any] = orjson.loads(report.read_bytes())["overall"]
    return overall


@pytest.mark.slow
@pytest.mark.parametrize("name", ["intercom.yaml", "paypal-disputes.json", "bigcommerce-orders.yaml"])
def test_the_profile_of_a_real_description_reads_back_the_same(shared_data: Path, name: str) -> None:
    profile = learn("System", (shared_data / "openapi" / name).read_bytes(), file=name).profile
    assert from_json(to_json(profile)) == profile
