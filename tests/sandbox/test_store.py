"""What users do without HTTP, and the items a sandbox makes up."""

import re
from dataclasses import replace
from datetime import timedelta

import phonenumbers
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.sandbox.helpers import DESK, POST_OFFICE, SHOP, START, HandClock, client, field, sandbox, with_record

from interlock.errors import UsageError
from interlock.model.profile import FieldProfile, FieldType, RecordProfile, SystemProfile, sure
from interlock.model.value import ABSENT, JSON
from interlock.sandbox import Sandbox

_TICKET: dict[str, JSON] = {"subject": "Broken", "reporter": {"name": "Ann", "email": "ann@example.com"}}


def test_an_inserted_item_is_served() -> None:
    desk = client(DESK)
    item_id = desk.sandbox.store.insert("tickets", _TICKET)
    assert desk.json("GET", f"/tickets/{item_id}")["subject"] == "Broken"


def test_a_bad_body_is_refused_unless_it_is_wanted() -> None:
    store = sandbox(DESK).store
    with pytest.raises(UsageError, match="`subject` is required"):
        store.insert("tickets", {"reporter": {"name": "Ann"}})
    item_id = store.insert("tickets", {"state": "nonsense"}, validate=False)
    item = store.item("tickets", item_id)
    assert item is not None
    assert item.body["state"] == "nonsense"
    assert "subject" not in item.body
    assert "effort" not in item.body


def test_an_item_can_be_inserted_as_of_long_ago() -> None:
    store = sandbox(DESK).store
    item = store.item("tickets", store.insert("tickets", _TICKET, at=START - timedelta(days=30)))
    assert item is not None
    assert (item.body["created_at"], item.body["modified_at"]) == ("2026-01-31T09:00:00Z", "2026-01-31T09:00:00Z")


def test_an_edit_moves_the_time_and_may_go_deep() -> None:
    clock = HandClock()
    store = sandbox(DESK, clock).store
    item_id = store.insert("tickets", _TICKET)
    clock.forward(61)
    after = store.change("tickets", item_id, {"reporter.name": "Bea", "effort": ABSENT})
    assert after.body["reporter"] == {"name": "Bea", "email": "ann@example.com"}
    assert "effort" not in after.body
    assert after.updated_at == START + timedelta(seconds=61)
    assert after.created_at == START
    assert store.item("tickets", item_id) == after


def test_a_removed_item_is_kept_as_deleted_and_found_when_asked_for() -> None:
    store = sandbox(DESK).store
    item_id = store.insert("tickets", _TICKET)
    store.remove("tickets", item_id)
    assert store.items("tickets") == ()
    assert [item.id for item in store.items("tickets", deleted=True)] == [item_id]
    with pytest.raises(UsageError, match="there is no `tickets` with the id"):
        store.remove("tickets", item_id)


def test_what_is_not_there_is_named_with_what_is() -> None:
    store = sandbox(DESK).store
    with pytest.raises(UsageError) as raised:
        store.items("ticket")
    assert raised.value.hint == "did you mean `tickets`?"
    with pytest.raises(UsageError):
        store.change("tickets", "no", {"a": 1})
    with pytest.raises(UsageError, match="cannot be written as JSON"):
        store.insert("tickets", {"x": {1, 2}}, validate=False)  # type: ignore[dict-item]


def test_a_renamed_label_changes_only_the_label() -> None:
    desk = client(DESK)
    item_id = desk.sandbox.store.insert("tickets", _TICKET)
    desk.sandbox.rename_label("tickets", "subject", "Topic")
    record = desk.sandbox.profile.record("tickets")
    assert record is not None
    renamed = record.field("subject")
    assert renamed is not None
    assert renamed.label == "Topic"
    assert desk.json("PATCH", f"/tickets/{item_id}", {"subject": "Still"})["subject"] == "Still"
    with pytest.raises(UsageError):
        desk.sandbox.rename_label("tickets", "subjekt", "Topic")


# Believable items


@pytest.mark.parametrize(
    ("profile", "resource"), [(SHOP, "books"), (SHOP, "authors"), (DESK, "tickets"), (POST_OFFICE, "parcels")]
)
def test_made_up_items_are_valid_repeatable_and_distinct(profile: SystemProfile, resource: str) -> None:
    one, two, other = (Sandbox(profile, HandClock(), seed=seed) for seed in (1, 1, 2))
    for made in (one, two, other):
        assert len(made.populate(resource, 60)) == 60
    bodies = [item.body for item in one.store.items(resource)]
    assert bodies == [item.body for item in two.store.items(resource)]
    assert bodies != [item.body for item in other.store.items(resource)]
    shelf = one.store.shelf(resource)
    for path in shelf.unique:
        values = [body[path.root] for body in bodies]
        assert len(set(map(str, values))) == len(values)
    fresh = Sandbox(profile, HandClock(), seed=1)
    for target in {"authors"} if resource == "books" else set():
        fresh.populate(target, 1)
    for body in bodies:
        fresh.store.insert(resource, {key: value for key, value in body.items() if key != "id"})


def test_no_more_items_are_made_up_than_can_differ() -> None:
    fields = (field("id", read_only=True), field("colour", pattern="^[ab]$", unique=sure(True)))
    made = sandbox(with_record(DESK, "tickets", fields=fields, external_id=DESK.records[0].idempotency_header))
    with pytest.raises(UsageError, match="no more than 2 different items"):
        made.populate("tickets", 3)


def test_made_up_references_point_at_items() -> None:
    made = sandbox(SHOP)
    made.populate("books", 20)
    assert len(made.store.items("authors")) == 1
    made.populate("authors", 10)
    made.populate("books", 20)
    ids = {item.id for item in made.store.items("authors")}
    pointed = {str(item.body["author_id"]) for item in made.store.items("books")}
    assert pointed <= ids
    assert len(pointed) > 3


def test_made_up_people_are_of_one_piece() -> None:
    made = sandbox(SHOP)
    made.populate("authors", 40)
    regions = {"Germany": "DE", "France": "FR"}
    for item in made.store.items("authors"):
        body = item.body
        assert re.fullmatch(r"[a-z]+\.[a-z]+\.\d+@example\.com", str(body["email"]))
        number = phonenumbers.parse(str(body["phone"]), None)
        assert phonenumbers.is_valid_number(number)
        assert phonenumbers.region_code_for_number(number) == regions[str(body["country"])]


_TYPES = st.sampled_from([FieldType.STRING, FieldType.INTEGER, FieldType.NUMBER, FieldType.BOOLEAN, FieldType.ANY])
_NAMES = st.sampled_from(
    "name email phone country currency sku title note url amount price_cents quantity due_date created_on state zip "  # noqa: SIM905
    "tags total year code reference weird x firstName unitPrice isActive birth_date".split()
)
_PATTERNS = st.sampled_from(["^[A-Z]{3}-\\d{4}$", "^(ab|cd)+x?$", "^\\w{2,5}$"])


@st.composite
def _fields(draw: st.DrawFn) -> FieldProfile:
    kind = draw(_TYPES)
    least = draw(st.one_of(st.none(), st.integers(0, 12)))
    most = None if least is None else least + draw(st.integers(0, 20))
    text = kind is FieldType.STRING
    shape = draw(st.sampled_from(["plain", "format", "enum", "length", "pattern"])) if text else "plain"
    number = kind in {FieldType.INTEGER, FieldType.NUMBER}
    low = draw(st.one_of(st.none(), st.integers(-50, 5000))) if number else None
    high = draw(st.one_of(st.none(), st.integers(0, 5000))) if number else None
    return field(
        draw(_NAMES),
        kind,
        required=draw(st.booleans()),
        nullable=draw(st.booleans()),
        format=draw(st.sampled_from(["date", "date-time", "email", "uri", "uuid"])) if shape == "format" else "",
        enum=("a", "b") if shape == "enum" else (),
        min_length=least if shape == "length" else None,
        max_length=most if shape == "length" else None,
        pattern=draw(st.sampled_from(["^[A-Z]{3}-\\d{4}$", "^(ab|cd)+x?$", "^\\w{2,5}$"]))
        if shape == "pattern"
        else "",
        minimum=low,
        maximum=None if high is None else (low or 0) + high,
        multiple_of=draw(st.sampled_from([None, 0.01])) if kind is FieldType.NUMBER else None,
    )


@settings(max_examples=150, deadline=None)
@given(fields=st.lists(_fields(), max_size=6, unique_by=lambda f: str(f.path)), seed=st.integers(0, 99))
def test_a_made_up_item_is_always_one_that_the_system_takes(fields: list[FieldProfile], seed: int) -> None:
    record = RecordProfile("things", fields=(field("id", FieldType.INTEGER, read_only=True), *fields))
    made = Sandbox(SystemProfile("any", records=(record,)), HandClock(), seed=seed)
    for _ in range(3):
        made.store.insert("things", made.believable("things"))


def test_values_that_must_match_are_distinct_whatever_their_name() -> None:
    fields = (field("id", read_only=True), field("colour"), field("note"), field("ref", max_length=6))
    record = replace(DESK.records[0], fields=fields, match_keys=sure(tuple(f.path for f in fields[1:])))
    made = sandbox(with_record(DESK, "tickets", fields=record.fields, match_keys=record.match_keys))
    made.populate("tickets", 300)
    for key in ("colour", "note", "ref"):
        assert len({str(item.body[key]) for item in made.store.items("tickets")}) == 300


@pytest.mark.parametrize(
    "odd",
    [
        field("code", required=True, pattern="/^[a-z]{3}$/i"),
        field("code", required=True, pattern="^[0-9]{1,3}?$"),
        field("code", required=True, format="uuid", min_length=4, max_length=4, example="536e"),
        field("widget_id", FieldType.INTEGER, required=True),
        field("type_id", required=True, enum=("a", "b"), refers_to=sure("widgets")),
        field("lines[].id", required=True),
        field("rank", FieldType.BOOLEAN, required=True, unique=sure(True)),
    ],
    ids=lambda f: f"{f.path} {f.pattern or f.format or f.type.value}",
)
def test_what_descriptions_say_oddly_can_still_be_made_up(odd: FieldProfile) -> None:
    widgets = RecordProfile("widgets", fields=(field("id", example="wd_1"),))
    things = RecordProfile("things", fields=(field("id", read_only=True), odd))
    made = Sandbox(SystemProfile("odd", records=(widgets, things)), HandClock())
    made.populate("widgets", 2)
    assert len(made.populate("things", 5)) == 5
    made.store.insert("things", made.believable("things"))


def test_a_field_that_is_an_id_here_and_a_whole_thing_there_takes_both() -> None:
    fields = (field("id", read_only=True), field("owner"), field("owner.name"))
    store = Sandbox(SystemProfile("odd", records=(RecordProfile("things", fields=fields),)), HandClock()).store
    store.insert("things", {"owner": "ow_1"})
    store.insert("things", {"owner": {"name": "Ann"}})
    with pytest.raises(UsageError, match="`owner` is not a string"):
        store.insert("things", {"owner": 7})
