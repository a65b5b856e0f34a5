"""What is stated beside a description: by a person or by a live system that was asked."""

from __future__ import annotations

from typing import Any

import orjson
import pytest
from tests.systems.helpers import ID, description, listing, query

from interlock.model.fact import Confidence
from interlock.model.observation import Observation
from interlock.model.path import Path
from interlock.model.profile import RecordProfile
from interlock.systems import Learned, from_json, learn, to_json

STAMP = {"type": "string", "format": "date-time"}
WHOLE = description(
    {"/things": {"get": listing({**ID, "changed_at": STAMP, "code": {"type": "string"}}, query("updated_since"))}}
)
SURE = {"confidence": "sure", "evidence": [{"pointer": "GET /things?updated_since=…", "quote": "200, 3 items"}]}


def _overlay(stated: object) -> bytes:
    return orjson.dumps({"overlay": "1.0.0", "actions": [{"target": "$", "update": {"x-interlock": stated}}]})


def _learned(*, overlay: object = None, probed: object = None) -> Learned:
    return learn(
        "System",
        orjson.dumps(WHOLE),
        file="a.json",
        overlay=None if overlay is None else _overlay(overlay),
        probed=None if probed is None else _overlay(probed),
    )


def _record(**stated: Any) -> RecordProfile:
    learned = _learned(probed={"records": {"things": stated}})
    assert learned.findings == ()
    return learned.profile.records[0]


def test_a_stated_fact_counts_above_what_was_read() -> None:
    assert _learned().profile.records[0].updated_at.value == Path.of("changed_at")
    record = _record(updated_at={"value": "code", **SURE})
    assert record.updated_at.value == Path.of("code")
    assert record.updated_at.evidence[0].quote == "200, 3 items"


def test_a_fact_without_a_value_says_that_there_is_none() -> None:
    assert _learned().profile.records[0].since.value is not None
    since = _record(since=SURE).since
    assert since.value is None
    assert since.known


def test_what_was_observed_is_kept_with_the_facts_that_follow_from_it() -> None:
    seen = {"probe": "since_filters", "question": "Does it?", "answer": "no", "confidence": "sure", "where": "there"}
    record = _record(observed=[{**seen, "facts": {"since": SURE, "fields.code.unique": {"value": False, **SURE}}}])
    assert record.observed == (Observation("since_filters", "Does it?", "no", Confidence.SURE, "there"),)
    assert record.since.value is None
    code = record.field("code")
    assert code is not None
    assert code.unique.value is False


def test_what_a_person_says_counts_above_what_was_probed() -> None:
    probed = {"records": {"things": {"updated_at": {"value": "code", **SURE}}}}
    said = {"records": {"things": {"updated_at": {"value": "id", **SURE}}}}
    assert _learned(overlay=said, probed=probed).profile.records[0].updated_at.value == Path.of("id")


def test_a_profile_with_observations_is_read_back_as_it_was() -> None:
    learned = _learned(probed={"records": {"things": {"observed": [{"probe": "a", "question": "b", "answer": "c"}]}}})
    assert from_json(to_json(learned.profile)) == learned.profile


@pytest.mark.parametrize(
    "stated",
    [
        [],
        {"records": []},
        {"records": {"nothing": {}}},
        {"records": {"things": 7}},
        {"records": {"things": {"no_fact": SURE}}},
        {"records": {"things": {"since": 7}}},
        {"records": {"things": {"since": {"value": {"nothing": 1}}}}},
        {"records": {"things": {"observed": {}}}},
        {"records": {"things": {"observed": [7]}}},
        {"records": {"things": {"fields": {"nothing": {"unique": SURE}}}}},
        {"records": {"things": {"fields": {"code": {"pattern": SURE}}}}},
        {"system": {"no_fact": SURE}},
        {"system": {"rate_limit": {"value": "many"}}},
    ],
)
def test_what_means_nothing_is_told_and_the_rest_counts(stated: object) -> None:
    learned = _learned(probed=stated)
    assert [f.code for f in learned.findings] == ["overlay-target"]
    assert len(learned.profile.records) == 1


def test_a_file_that_is_none_is_told() -> None:
    learned = learn("System", orjson.dumps(WHOLE), file="a.json", probed=b"{")
    assert [f.code for f in learned.findings] == ["overlay-target"]
