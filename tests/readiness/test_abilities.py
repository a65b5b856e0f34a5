"""Every ability answers yes, no and unknown as the profile says, and asks in whole sentences."""

from __future__ import annotations

import re
from typing import Any

import pytest

from interlock.model.fact import Confidence, Evidence, Fact, sure
from interlock.model.path import Path
from interlock.model.profile import (
    ArchiveFlag,
    AuthKind,
    AuthScheme,
    DeletesSeen,
    DeleteVisibility,
    EqualFilter,
    EventKind,
    FieldProfile,
    FieldType,
    Operation,
    Paging,
    PagingStyle,
    Parameter,
    RateLimit,
    RecordProfile,
    SinceFilter,
    SystemProfile,
    Verb,
)
from interlock.model.readiness import Answer, Capability
from interlock.readiness import abilities, assess_record, assess_system

YES, NO, UNKNOWN = Answer.YES, Answer.NO, Answer.UNKNOWN
NONE: Fact[Any] = Fact(None, Confidence.SURE)
CODE = Path.of("code")


def op(verb: Verb, method: str = "GET", **more: Any) -> dict[str, Any]:
    return {"operations": (Operation(verb, method, "/things", **more),)}


def code(*, unique: bool | None) -> FieldProfile:
    return FieldProfile(CODE, FieldType.STRING, unique=Fact() if unique is None else sure(unique))


def paging(style: PagingStyle) -> Fact[Paging]:
    return sure(Paging(style))


OF_RECORD: list[tuple[str, Answer, dict[str, Any]]] = [
    ("lists", YES, op(Verb.LIST)),
    ("lists", YES, op(Verb.SEARCH, "POST")),
    ("lists", NO, {}),
    ("pages_its_list", YES, {**op(Verb.LIST), "paging": paging(PagingStyle.CURSOR)}),
    ("pages_its_list", YES, {**op(Verb.SEARCH), "search_paging": paging(PagingStyle.PAGE)}),
    ("pages_its_list", UNKNOWN, op(Verb.LIST)),
    ("identifies", YES, {"primary_key": sure((CODE,))}),
    ("identifies", UNKNOWN, {}),
    ("lists_what_changed", YES, {"since": sure(SinceFilter("since"))}),
    ("lists_what_changed", YES, {"search_since": sure(SinceFilter("since"))}),
    ("lists_what_changed", NO, {"since": NONE}),
    ("lists_what_changed", UNKNOWN, {"created_since": sure(SinceFilter("created"))}),
    ("tells_when_it_changed", YES, {"updated_at": sure(CODE)}),
    ("tells_when_it_changed", NO, {"updated_at": NONE}),
    ("keeps_its_order", YES, {"sort": sure((Parameter("sort", "query"), "changed"))}),
    ("keeps_its_order", YES, {"paging": paging(PagingStyle.LINK)}),
    ("keeps_its_order", UNKNOWN, {"paging": paging(PagingStyle.PAGE)}),
    ("shows_deletes", YES, {"deletes": sure(DeleteVisibility(DeletesSeen.FLAG, field=CODE))}),
    ("shows_deletes", NO, {"deletes": sure(DeleteVisibility(DeletesSeen.NONE))}),
    ("shows_deletes", NO, {"deletes": NONE}),
    ("shows_deletes", UNKNOWN, {}),
    ("reads_one", YES, op(Verb.GET)),
    ("reads_one", NO, {}),
    ("creates", YES, op(Verb.UPSERT, "PUT")),
    ("creates", NO, {}),
    ("finds_a_lost_create", YES, {"idempotency_header": sure("Key")}),
    ("finds_a_lost_create", YES, {"finds": (EqualFilter(CODE, "code"),), "match_keys": sure((CODE,))}),
    ("finds_a_lost_create", NO, {"idempotency_header": NONE}),
    ("finds_a_lost_create", UNKNOWN, {}),
    ("updates", YES, op(Verb.UPDATE, "PATCH")),
    ("updates", NO, {}),
    ("updates_in_part", YES, op(Verb.UPDATE, "PATCH")),
    ("updates_in_part", NO, op(Verb.UPDATE, "PUT", replaces=True)),
    ("updates_in_part", UNKNOWN, {}),
    ("protects_a_write", YES, {"version": sure("etag")}),
    ("protects_a_write", NO, {"version": NONE}),
    ("removes", YES, op(Verb.DELETE, "DELETE")),
    ("removes", YES, {"archive_flag": sure(ArchiveFlag(CODE, value=True))}),
    ("removes", NO, {}),
    ("finds_by_match_fields", YES, {"finds": (EqualFilter(CODE, "code"),)}),
    ("finds_by_match_fields", UNKNOWN, {}),
    ("keeps_match_fields_unique", YES, {"match_keys": sure((CODE,)), "fields": (code(unique=True),)}),
    ("keeps_match_fields_unique", YES, {"match_keys": sure((CODE,)), "primary_key": sure((CODE,))}),
    ("keeps_match_fields_unique", NO, {"match_keys": sure((CODE,)), "fields": (code(unique=False),)}),
    ("keeps_match_fields_unique", UNKNOWN, {"match_keys": sure((CODE,)), "fields": (code(unique=None),)}),
    ("tells_by_itself", YES, {"events": sure(("thing.changed",))}),
    ("tells_by_itself", NO, {"events": NONE}),
    ("tells_by_itself", UNKNOWN, {}),
]
OF_SYSTEM: list[tuple[str, Answer, dict[str, Any]]] = [
    ("signs_in", YES, {"auth": sure((AuthScheme(AuthKind.BEARER),))}),
    ("signs_in", UNKNOWN, {}),
    ("says_its_limit", YES, {"rate_limit": sure(RateLimit(60, 1.0))}),
    ("says_its_limit", UNKNOWN, {}),
    ("signs_its_events", YES, {"signature_header": sure("X-Signature")}),
    ("signs_its_events", NO, {"signature_header": NONE}),
    ("signs_its_events", UNKNOWN, {"events": (EventKind("thing.changed"),)}),
    ("signs_its_events", UNKNOWN, {}),
]


def _one(found: tuple[Capability, ...], name: str) -> Capability:
    return next(one for one in found if one.code == name)


@pytest.mark.parametrize(("name", "answer", "profile"), OF_RECORD)
def test_what_is_known_of_a_record(name: str, answer: Answer, profile: dict[str, Any]) -> None:
    record = RecordProfile("things", **profile)
    assert _one(assess_record(SystemProfile("Desk", records=(record,)), record), name).told.answer is answer


@pytest.mark.parametrize(("name", "answer", "profile"), OF_SYSTEM)
def test_what_is_known_of_a_system(name: str, answer: Answer, profile: dict[str, Any]) -> None:
    assert _one(assess_system(SystemProfile("Desk", **profile)), name).told.answer is answer


def test_every_ability_is_tried_both_ways() -> None:
    tried = {(name, answer) for name, answer, _ in [*OF_RECORD, *OF_SYSTEM]}
    assert {name for name, _ in tried} == set(abilities().items)
    for name in abilities().items:
        assert (name, YES) in tried
        assert tried & {(name, NO), (name, UNKNOWN)}


def test_every_question_can_be_sent_as_it_is() -> None:
    record = RecordProfile("things", match_keys=sure((CODE,)))
    system = SystemProfile("Desk", records=(record,))
    for one in (*assess_system(system), *assess_record(system, record)):
        assert re.fullmatch(r"[A-Z].*\?", one.question)
        assert not re.search(r"[{}]", one.question)
        assert not re.search(r"\b(ledger|base|profile|overlay|lens|vacuous)\b", one.question + one.why)
        assert one.why[0].islower()
        assert not one.why.endswith(".")
        assert one.settles
        assert one.state.startswith("interlock learn Desk --set ")


def test_evidence_and_doubt_are_handed_on() -> None:
    evidence = (Evidence("#/paths/~1things/get", "page tells"),)
    record = RecordProfile(
        "things", **op(Verb.LIST), paging=Fact(Paging(PagingStyle.PAGE), Confidence.POSSIBLE, evidence)
    )
    found = _one(assess_record(SystemProfile("Desk", records=(record,)), record), "pages_its_list")
    assert found.told.evidence == evidence
    assert (found.settled, found.lost) == (False, 2.0), "what is only possible is asked, and counts less"
