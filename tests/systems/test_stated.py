"""What is stated beside a description: by a person or by a live system that was asked."""

from __future__ import annotations

from typing import Any

import orjson
import pytest
from tests.systems.helpers import ID, description, listing, query

from interlock.model.fact import Confidence, Evidence
from interlock.model.observation import Observation
from interlock.model.path import Path
from interlock.model.profile import (
    ArchiveFlag,
    DeletesSeen,
    DeleteVisibility,
    FieldType,
    Paging,
    PagingStyle,
    RateLimit,
    RecordProfile,
    Verb,
)
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
        {"system": {"rate_limit": "many"}},
        {"records": {"things": {"fields": {"code": {"max_length": "long"}}}}},
        {"records": {"things": {"fields": {"code": {"unique": "maybe"}}}}},
        {"records": {"things": {"operations": {"fly": {}}}}},
        {"records": {"things": {"operations": {"create": {"path": "/x"}}}}},
        {"records": {"things": {"match_keys": {"value": None, "confidence": "certain"}}}},
        {"records": {"things": {"updated_at": {"value": "code", "evidence": 7}}}},
    ],
)
def test_what_means_nothing_is_told_and_the_rest_counts(stated: object) -> None:
    learned = _learned(probed=stated)
    assert [f.code for f in learned.findings] == ["overlay-target"]
    assert len(learned.profile.records) == 1


def test_what_means_nothing_hides_nothing_beside_it() -> None:
    fields = {"nothing": {"unique": True}, "code": {"max_length": 4}}
    learned = _learned(overlay={"records": {"things": {"fields": fields, "operations": {"fly": {}, "list": None}}}})
    assert [f.code for f in learned.findings] == ["overlay-target", "overlay-target"]
    record = learned.profile.records[0]
    code = record.field("code")
    assert code is not None
    assert (code.max_length, record.operations) == (4, ())


def test_a_file_that_is_none_is_told() -> None:
    learned = learn("System", orjson.dumps(WHOLE), file="a.json", probed=b"{")
    assert [f.code for f in learned.findings] == ["overlay-target"]


def test_what_a_person_writes_by_hand_needs_no_more_than_the_value() -> None:
    learned = _learned(
        overlay={
            "system": {"rate_limit": "1,200 per 10 minutes", "servers": "https://a.example, https://b.example"},
            "records": {
                "things": {
                    "updated_at": "code",
                    "since": None,
                    "paging": {"style": "cursor", "token_param": "after", "size_max": "50"},
                    "deletes": "tombstone",
                    "archive_flag": "state.archived = yes",
                    "match_keys": ["code"],
                    "fields": {
                        "code": {"max_length": 8, "unique": True, "enum": ["a", "b"]},
                        "state.archived": {"type": "boolean", "read_only": "no"},
                    },
                    "operations": {
                        "create": {"method": "POST", "path": "/things"},
                        "list": {"records_path": "data.things"},
                    },
                }
            },
        }
    )
    assert learned.findings == ()
    record = learned.profile.records[0]
    assert learned.profile.rate_limit.value == RateLimit(1200, 600.0)
    assert learned.profile.servers == ("https://a.example", "https://b.example")
    assert (record.updated_at.value, record.updated_at.confidence) == (Path.of("code"), Confidence.SURE)
    assert record.updated_at.evidence == (Evidence("#/x-interlock/records/things/updated_at"),)
    assert (record.since.value, record.since.known) == (None, True)
    assert record.paging.value == Paging(PagingStyle.CURSOR, token_param="after", size_max=50)
    assert record.deletes.value == DeleteVisibility(DeletesSeen.TOMBSTONE)
    assert record.archive_flag.value == ArchiveFlag(Path.of("state.archived"), True)
    code, new = record.field("code"), record.field("state.archived")
    assert code is not None
    assert new is not None
    assert (code.max_length, code.unique.value, code.enum) == (8, True, ("a", "b"))
    assert (new.type, new.read_only) == (FieldType.BOOLEAN, False)
    create, listing_ = record.operation(Verb.CREATE), record.operation(Verb.LIST)
    assert create is not None
    assert listing_ is not None
    assert (create.method, create.path) == ("POST", "/things")
    assert (listing_.path, listing_.records_path) == ("/things", "data.things")


def test_several_actions_say_one_thing_together() -> None:
    actions = [
        {"target": "$", "update": {"x-interlock": {"records": {"things": {"updated_at": value, "sort": None}}}}}
        for value in ("id", "code")
    ]
    learned = learn("System", orjson.dumps(WHOLE), file="a.json", probed=orjson.dumps({"actions": actions}))
    assert learned.profile.records[0].updated_at.value == Path.of("code")


def test_an_operation_that_is_gone() -> None:
    assert _learned(overlay={"records": {"things": {"operations": {"list": None}}}}).profile.records[0].operations == ()
