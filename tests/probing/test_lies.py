"""Each way in which systems are known to lie, and the probe that finds it out; a probe that believes the liar fails."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

import orjson
import pytest
from tests.probing.helpers import (
    CONTACTS,
    SHOP,
    START,
    Liar,
    Lie,
    Notes,
    Probed,
    data_of,
    described,
    honest,
    is_list,
    probed,
    told,
    verdicts,
    without,
)

from interlock.model.fact import Confidence, Fact
from interlock.model.http import Answer, Request
from interlock.model.profile import (
    DeletesSeen,
    DeleteVisibility,
    PagingStyle,
    SinceFilter,
    SystemProfile,
    sure,
)
from interlock.probing import every_probe
from interlock.sandbox import Sandbox

NOT_UNIQUE = described(
    fields=tuple(replace(f, unique=Fact()) for f in CONTACTS.fields), external_id=Fact(), idempotency_header=Fact()
)
NO_SUCH = object()


# Lies about lists


def since_shows_nothing(liar: Liar, request: Request) -> Answer:
    answer = liar.honest(request)
    asked = is_list(request) and "updated_since" in dict(request.query)
    return told(answer, {**data_of(answer), "data": [], "total": 0}) if asked else answer


def since_in_another_zone(liar: Liar, request: Request) -> Answer:
    return liar.honest(_later(request, timedelta(minutes=10)))


def since_refused(liar: Liar, request: Request) -> Answer:
    answer = liar.honest(without(request, "updated_since"))
    return told(answer, {"error": "no"}, status=400) if "updated_since" in dict(request.query) else answer


def since_now_and_then(liar: Liar, request: Request) -> Answer:
    if "updated_since" in dict(request.query):
        liar.memory["asked"] = liar.memory.get("asked", 0) + 1
    return liar.honest(without(request, "updated_since") if liar.memory.get("asked", 0) % 2 else request)


def _later(request: Request, span: timedelta) -> Request:
    query = tuple(
        (n, (datetime.fromisoformat(v) + span).isoformat().replace("+00:00", "Z") if n == "updated_since" else v)
        for n, v in request.query
    )
    return replace(request, query=query)


def one_order_that_is_none(liar: Liar, request: Request) -> Answer:
    answer = liar.honest(without(request, "sort"))
    if not is_list(request) or answer.response is None or answer.response.status != 200:
        return answer
    data = data_of(answer)
    return told(answer, {**data, "data": sorted(data["data"], key=lambda one: str(one["id"])[::-1])})


def offset_moved(by: int) -> Lie:
    def lie(liar: Liar, request: Request) -> Answer:
        query = tuple((n, str(int(v) + by) if n == "offset" and v != "0" else v) for n, v in request.query)
        return liar.honest(replace(request, query=query))

    return lie


# Lies about single items


def etag(make: Any) -> Lie:
    def lie(liar: Liar, request: Request) -> Answer:
        answer = liar.honest(replace(request, headers={k: v for k, v in request.headers.items() if k != "if-match"}))
        return told(answer, etag=make(liar, answer))

    return lie


# Lies about writes


def refused_and_done(liar: Liar, request: Request) -> Answer:
    guarded = request.method == "PATCH" and "if-match" in request.headers
    plain = replace(request, headers={k: v for k, v in request.headers.items() if k != "if-match"})
    answer = liar.honest(plain)
    return told(answer, {"error": "stale"}, status=412) if guarded else answer


def replays_and_makes_another(liar: Liar, request: Request) -> Answer:
    key = request.headers.get("idempotency-key")
    if request.method != "POST" or key is None:
        return liar.honest(request)
    answer = liar.honest(replace(request, headers={k: v for k, v in request.headers.items() if k != "idempotency-key"}))
    first: Answer = liar.memory.setdefault(key, answer)
    return first


def optional_refused(liar: Liar, request: Request) -> Answer:
    if request.method == "POST" and "notes" in orjson.loads(request.body):
        return told(liar.honest(replace(request, method="GET", body=b"")), {"error": "notes"}, status=422)
    return liar.honest(request)


@dataclass(frozen=True)
class Case:
    """A lie, the probe that must find it, what it must say, and the facts that must follow."""

    probe: str
    says: str
    lie: Lie = honest
    facts: Mapping[str, Any] = field(default_factory=dict)
    denies: bool = False
    sure: Confidence = Confidence.SURE
    profile: SystemProfile = SHOP
    believed: SystemProfile | None = None
    write: bool = False
    behave: tuple[str, ...] = ()
    """what the sandbox does, by name, where that is the lie"""
    behaviours: Mapping[str, Any] = field(default_factory=dict)
    apart_s: float = 61.137
    honest_too: bool = False
    """an honest system is told the same of"""


def _edit_some(sandbox: Sandbox) -> None:
    for item in sandbox.store.items("contacts")[::3]:
        sandbox.store.change("contacts", item.id, {"notes": "edited"}, at=START)


NULL_AT_FIRST = ("null_until_first_edit",)
EXCLUSIVE = described(since=sure(SinceFilter("updated_since", inclusive=False)))
READS = {
    "since ignored": Case(
        "since_filters",
        "no: it is accepted and does nothing",
        behave=("since_ignored",),
        facts={"since": None},
        denies=True,
    ),
    "since shows nothing": Case(
        "since_filters", "no: it leaves changes out", since_shows_nothing, {"since": None}, True
    ),
    "since in another zone": Case(
        "since_filters", "no: it leaves changes out", since_in_another_zone, {"since": None}, True
    ),
    "since refused": Case("since_filters", "no: it is refused", since_refused, {"since": None}, True),
    "since now and then": Case("since_filters", "cannot tell", since_now_and_then, sure=Confidence.UNKNOWN),
    "since exclusive": Case(
        "since_inclusive",
        "no: only what changed later",
        profile=EXCLUSIVE,
        believed=SHOP,
        facts={"since": SinceFilter("updated_since", inclusive=False)},
        denies=True,
    ),
    "null until the first edit": Case(
        "stamps_always_set",
        "no: it is empty in items that never changed",
        honest,
        {"since": None},
        True,
        behave=NULL_AT_FIRST,
    ),
    "whole seconds": Case(
        "stamp_granularity",
        "whole seconds",
        apart_s=61.0,
        facts={"stamp_resolution_s": 1.0},
        denies=True,
        sure=Confidence.LIKELY,
    ),
    "many at the same time": Case(
        "stamp_granularity", "up to 30 items share one", apart_s=0.0, sure=Confidence.POSSIBLE
    ),
    "any order": Case(
        "order_stable",
        "no: the same items come in another order",
        honest,
        {},
        True,
        behave=("sort_ignored", "unstable_order"),
    ),
    "offset ignored": Case(
        "paging_complete", "no: the list GET /contacts has no end", honest, {}, True, behave=("page_position_ignored",)
    ),
    "pages overlap": Case("paging_complete", "no: 1 item comes twice", offset_moved(-1), {}, True),
    "pages skip": Case("paging_complete", "no: 1 item is left out", offset_moved(1), {}, True),
    "offset counts pages": Case(
        "paging_complete",
        "`offset` counts pages and not items, and read so it does",
        honest,
        {"paging": ...},
        True,
        behave=("offset_counts_pages",),
    ),
    "size ignored": Case(
        "page_size_obeyed",
        "no: 10 items come, whatever is asked for",
        honest,
        {"paging": ...},
        True,
        behave=("page_size_ignored",),
    ),
    "size at most seven": Case(
        "page_size_obeyed", "yes, up to 7; where 20", honest, {"paging": ...}, True, behave=("page_size_capped=7",)
    ),
    "never paged": Case(
        "page_size_obeyed",
        "no: 30 items come, whatever",
        behave=("lists_not_paged",),
        facts={"paging": ...},
        denies=True,
    ),
    "strict about parameters": Case(
        "unknown_parameter_answer", "it is refused with 400", behave=("unknown_parameters_refused",)
    ),
    "clock ahead": Case("clock_offset", "300 s ahead of ours; compare", behave=("clock_ahead",)),
    "clock behind": Case("clock_offset", "s behind ours", behave=("clock_ahead=-3",)),
    "local times": Case(
        "stamps_in_the_past",
        "no: the latest is 109 minutes to come",
        honest,
        {},
        True,
        Confidence.LIKELY,
        behave=("local_stamps",),
    ),
    "rate limit told": Case("rate_limit_headers", "5", behave=("rate_limit_told",)),
    "error as 200": Case("missing_id_answer", "200 with an error in the body, as JSON", behave=("errors_as_200",)),
    "missing forbidden": Case("missing_id_answer", "403, as JSON", behave=("missing_forbidden",)),
    "missing as a page": Case("missing_id_answer", "404, a web page", behave=("errors_as_html",)),
    "another item": Case("missing_id_answer", "another item, or an empty one", behave=("missing_shows_another",)),
    "no etag": Case("etag_answers", "no: items carry none", etag(lambda *_: None), {"version": None}, True),
    "etag by chance": Case(
        "etag_answers", "no: it differs each time", etag(lambda liar, _: f'"{liar.count}"'), {"version": None}, True
    ),
    "weak etag": Case("etag_answers", "yes, a weak one", behave=("weak_etags_ignored",)),
    "list shortened": Case("list_items_whole", "no: the list leaves out `notes`", behave=("list_items_short",)),
    "value filter ignored": Case(
        "value_filter_filters",
        "no: `email` shows items of other values",
        honest,
        {"finds": ()},
        True,
        behave=("value_filter_ignored",),
    ),
    "sort ignored": Case(
        "sort_sorts", "no: the stamps go back and forth", one_order_that_is_none, {"sort": None}, True
    ),
    "numbers as texts": Case(
        "as_described",
        "no: `score` is string where number is described (30 of 30)",
        honest,
        {},
        True,
        behave=("decimals_as_strings",),
    ),
}
WRITES = {
    "version ignored": Case(
        "version_protects",
        "no: it is accepted, and goes over the newer one",
        facts={"version": None},
        denies=True,
        behave=("versions_ignored",),
    ),
    "weak etag of the body": Case(
        "version_protects",
        "no: it is accepted, and goes",
        honest,
        {"version": None},
        True,
        behave=("weak_etags_ignored",),
    ),
    "version checked, and nobody says so": Case(
        "version_protects",
        "yes, 412; the description does not say so",
        believed=described(version=Fact()),
        facts={"version": "etag"},
    ),
    "version that stays": Case(
        "version_protects", "no: the version stays", etag(lambda *_: '"1"'), {"version": None}, True
    ),
    "refused and done": Case(
        "version_protects", "no: it is refused and done", refused_and_done, {"version": None}, True
    ),
    "key ignored": Case(
        "key_idempotent",
        "no: 3 items were made",
        profile=replace(NOT_UNIQUE, idempotency_header=sure("Idempotency-Key")),
        behave=("idempotency_key_ignored",),
        facts={"idempotency_header": None},
        denies=True,
    ),
    "key replayed and made again": Case(
        "key_idempotent",
        "no: the list has 3 of them",
        replays_and_makes_another,
        profile=NOT_UNIQUE,
        believed=replace(NOT_UNIQUE, idempotency_header=sure("Idempotency-Key")),
        facts={"idempotency_header": None},
        denies=True,
    ),
    "texts trimmed": Case("values_rewritten", "`name` is trimmed", behave=("texts_trimmed",)),
    "mail written small": Case("values_rewritten", "`email` is written small", behave=("mail_in_lower_case",)),
    "numbers cut": Case("values_rewritten", "`score` is cut to 2 decimals", behave=("decimals_cut",)),
    "not unique": Case(
        "unique_enforced",
        "no: a second one is taken (`number`)",
        behave=("external_id_not_unique", "idempotency_key_ignored"),
        denies=True,
        facts={"fields.number.unique": False, "external_id": None},
    ),
    "duplicates answered 400": Case(
        "unique_enforced",
        "yes (`number`)",
        behave=("duplicates_400",),
        facts={"fields.number.unique": True},
        honest_too=True,
    ),
    "update empties": Case(
        "unsent_fields_kept",
        "no: PATCH empties what is not sent",
        honest,
        {"replaces": True},
        True,
        behave=("unsent_fields_dropped",),
    ),
    "deleted and gone": Case(
        "deleted_answers",
        "asked for alone: 404; in the list: not shown; deleted again: 404",
        behave=("deletes_leave_nothing",),
        facts={"deletes": DeleteVisibility(DeletesSeen.NONE)},
        denies=True,
    ),
    "deleted forbidden, and deleted again": Case(
        "deleted_answers",
        "asked for alone: 403; in the list: marked by `deleted`; deleted again: 200",
        behave=("deleted_forbidden", "second_delete_succeeds"),
    ),
    "list lags": Case("list_lag", "after up to 3.8 s", behave=("index_lag=3",)),
    "list and item lag": Case(
        "list_lag", "after up to 3.8 s; alone it is not shown at once", behaviours={"list_lag_s": 3.0, "get_lag_s": 0.5}
    ),
    "stamp stays": Case(
        "stamp_moves",
        "no: it stays when the item changes",
        honest,
        {"updated_at": None, "since": None},
        True,
        behave=("stamps_stand_still",),
    ),
    "stamp only for changes": Case(
        "stamp_moves", "yes; not when the same value is written again", behave=("identical_writes_unnoticed",)
    ),
    "answers without the item": Case("create_answers", "no: it shows no item", behave=("create_answers_without_item",)),
}


def _found(case: Case, *, write: bool) -> Probed:
    prepare = _edit_some if case.behave == NULL_AT_FIRST else lambda _: None
    return probed(
        case.lie,
        profile=case.profile,
        believed=case.believed,
        write=write,
        apart_s=case.apart_s,
        prepare=prepare,
        behave=case.behave,
        **case.behaviours,
    )


@pytest.mark.parametrize("name", [*READS, *WRITES])
def test_a_lie_is_found_out(name: str) -> None:
    case = READS.get(name) or WRITES[name]
    found = _found(case, write=name in WRITES)
    result = found.of(case.probe)
    assert result.observation.answer.find(case.says) >= 0, verdicts(found.outcome.results)
    assert result.observation.confidence is case.sure
    assert bool(result.observation.contradicts) is case.denies
    for fact, value in case.facts.items():
        assert fact in result.reply.facts
        if value is not ...:
            assert result.reply.facts[fact] == value
    if case.sure is Confidence.SURE:
        assert len(result.observation.evidence) >= 2, "one answer is never believed"
    assert found.outcome.sent <= found.most, "no more requests than were said"
    assert found.before == found.after, "all that was made is gone"
    assert found.journal.made == []
    if name in READS:
        assert {request.method for request in found.liar.asked} == {"GET"}


@pytest.mark.parametrize("name", [*READS, *WRITES])
def test_an_honest_system_is_not_called_a_liar(name: str, honestly: Probed) -> None:
    case = READS.get(name) or WRITES[name]
    result = honestly.of(case.probe)
    assert case.honest_too is (case.says in result.observation.answer)
    assert not result.observation.contradicts


@pytest.fixture(scope="module")
def honestly() -> Probed:
    return probed(write=True)


def test_every_probe_is_tried_with_a_lie() -> None:
    assert {case.probe for case in (READS | WRITES).values()} == set(every_probe().items)


def test_a_list_of_another_style_is_probed_as_well() -> None:
    """The rest of the probes do not depend on the paging."""
    assert CONTACTS.paging.value is not None
    cursor = replace(CONTACTS.paging.value, style=PagingStyle.CURSOR, token_param="after", next_path="next", first=None)
    found = probed(profile=described(paging=sure(cursor)), write=True)
    assert found.answer("paging_complete") == "yes, through 4 pages, twice"
    assert found.journal.made == []


@pytest.mark.parametrize(
    "behaviours",
    [
        {"demands_version": True},
        {"thin_tombstones": True},
        {"refuses_unknown_fields": True, "refuses_read_only": True, "invalid_status": 400},
        {"list_lag_s": 2.0, "get_lag_s": 1.0},
        {"clock_gain": 0.01, "clock_offset_s": -40.0},
        {"latency_s": 2.0},
    ],
    ids=lambda behaviours: next(iter(behaviours)),
)
def test_a_difficult_system_is_no_liar_and_nothing_is_left_in_it(behaviours: dict[str, Any]) -> None:
    found = probed(write=True, **behaviours)
    assert found.before == found.after
    assert found.journal.made == []
    assert found.answer("version_protects") == "yes, 412"
    assert found.answer("since_filters").startswith("yes")
    assert [one.observation.probe for one in found.outcome.results if one.observation.contradicts] == []


@pytest.mark.parametrize(
    ("lie", "behave"),
    [(honest, "saved_and_500"), (optional_refused, ""), (honest, "create_answers_without_item")],
    ids=["saved and 500", "optional refused", "without the item"],
)
def test_whatever_a_create_answers_nothing_is_left_behind(lie: Lie, behave: str) -> None:
    found = probed(lie, write=True, behave=[behave] if behave else [])
    assert found.before == found.after
    assert found.journal.made == []
    assert found.outcome.left == ()


def test_what_cannot_be_taken_away_is_told_and_remembered() -> None:
    def undeletable(liar: Liar, request: Request) -> Answer:
        answer = liar.honest(replace(request, method="GET", body=b"") if request.method == "DELETE" else request)
        return told(answer, {"error": "not now"}, status=403) if request.method == "DELETE" else answer

    journal = Notes()
    found = probed(undeletable, write=True, journal=journal)
    assert found.after > found.before
    assert len({made.id for made in found.outcome.left if made.id}) == found.after - found.before
    assert journal.left() == found.outcome.left
    assert all(made.tag.startswith("ilprobe") for made in journal.made)


def test_a_create_that_failed_is_looked_for_in_a_list_of_any_length() -> None:
    found = probed(behave=["saved_and_500"], write=True, items=2_500, apart_s=2.0)
    assert found.before == found.after
    assert found.journal.made == []


def test_a_limit_is_waited_for() -> None:
    refused = probed(too_many)
    assert "; it refused 2 of" in refused.answer("rate_limit_headers")
    assert refused.answer("since_filters") == "yes"


def too_many(liar: Liar, request: Request) -> Answer:
    answer = liar.honest(request)
    return told(answer, {}, status=429, retry_after="30") if liar.count in (5, 9) else answer
