"""Proposals of field pairs through `suggest`, on fields of no real system."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interlock.mapping.language import parse_rule, rules
from interlock.model.decisions import Direction
from interlock.model.fact import Confidence
from interlock.model.suggestion import Candidate, Remembered, SeenField, Suggestions
from interlock.suggestion import suggest


def pairs(found: Suggestions) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    return [(one.left, one.right) for one in found.selected]


def only(left: SeenField, right: SeenField, *more: SeenField, **given: object) -> Candidate:
    """The candidate of these two; `more` stand beside the left one."""
    found = suggest([left, *more], [right], **given)  # type: ignore[arg-type]
    return next(one for one in found.for_right[right.path] if one.left == (left.path,))


def test_what_was_refused_is_not_proposed_again_and_what_was_taken_comes_first() -> None:
    left, right = [SeenField("code")], [SeenField("code"), SeenField("warehouse")]
    past = [Remembered(("code",), ("code",), taken=False), Remembered(("code",), ("warehouse",))]

    found = suggest(left, right, remembered=past)

    assert pairs(found) == [(("code",), ("warehouse",))]
    assert found.selected[0].confidence is Confidence.SURE
    assert "taken before" in found.selected[0].reasons


def test_a_pair_once_taken_speaks_for_others_that_are_called_alike() -> None:
    left = [SeenField("home.plz"), SeenField("work.plz"), SeenField("home.city"), SeenField("work.city")]
    right = [SeenField("a.sector"), SeenField("b.sector"), SeenField("a.city"), SeenField("b.city")]
    past = [Remembered(("home.plz",), ("a.sector",))]

    def best(found: Suggestions) -> float:
        return max((one.score for one in found.for_left.get("work.plz", ()) if one.right == ("b.sector",)), default=0)

    assert best(suggest(left, right, remembered=past)) > best(suggest(left, right))


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("firstName", "given_name"),
        ("Contact.ZipCode", "postalcode"),
        ("emailaddress1", "E-Mail"),
        ("qty_ordered", "quantity"),
        ("createdOn", "date_created"),
        ("jobtitle", "occupation"),
        ("lastmodifieddate", "updated_at"),
        ("custom_Vat_Number__c", "tax_id"),
    ],
)
def test_other_words_and_writings_for_the_same_are_the_best_partner(left: str, right: str) -> None:
    others = [SeenField(name) for name in ("warehouse", "shipping_weight", "campaign", "is_active", "homepage")]

    found = suggest([SeenField(left), *others[:2]], [*others[2:], SeenField(right)])

    assert found.for_left[left][0].right == (right,)
    assert found.for_left[left][0].reasons


def test_twin_blocks_are_kept_apart() -> None:
    inner = ("street", "city", "zip", "country")
    left = [SeenField(f"{block}.{one}") for block in ("billing_address", "shipping_address") for one in inner]
    right = [SeenField(f"{block}_{one}") for block in ("ship_to", "bill_to") for one in inner]

    found = suggest(left, right)

    met = {a[0].split("_")[0][:4] + b[0].split("_")[0][:4] for a, b in pairs(found)}
    assert met == {"billbill", "shipship"}
    assert len(found.selected) == len(left)


@pytest.mark.parametrize("flipped", [False, True])
def test_a_family_of_names_does_not_part_into_a_group_that_says_the_same_of_somebody_else(flipped: bool) -> None:
    def marks(left: str, right: str) -> dict[tuple[str, ...], tuple[Confidence, str]]:
        sides = [[SeenField(path) for path in side.split()] for side in (left, right)]
        found = suggest(*(reversed(sides) if flipped else sides))
        return {one.right if flipped else one.left: (one.confidence, one.reasons[-1]) for one in found.selected}

    group = "billing_info.first_name billing_info.last_name billing_info.company"
    own = "email first_name last_name company"
    parts = marks(own, f"id email first_name company {group}")
    assert parts["last_name",] == (Confidence.POSSIBLE, "but `first_name` meets another group")
    assert parts["first_name",][0] is not Confidence.POSSIBLE
    assert marks(own, f"id email {group}")["last_name",][0] is not Confidence.POSSIBLE
    assert marks(own, f"id email first_name company last_name {group}")["last_name",][0] is not Confidence.POSSIBLE


@pytest.mark.parametrize("rows", ["lines.sku", "orderLines.sku", "lines[].sku", "basket.sku"])
def test_a_field_of_the_rows_of_a_list_is_less_likely_the_partner_of_a_single_one(rows: str) -> None:
    above = [SeenField("basket", type="array")] if rows.startswith("basket") else []

    in_rows, single = [
        suggest([SeenField("sku"), *above], [*above, SeenField(path), SeenField("colour")]).for_left["sku"][0].score
        for path in (rows, "line.sku")
    ]

    assert in_rows < single


def test_a_plural_that_names_the_fields_of_one_thing_is_no_list() -> None:
    def likely(path: str) -> float:
        return suggest([SeenField("sku")], [SeenField(path)]).for_left["sku"][0].score

    assert likely("properties.sku") > likely("lines.sku")


def test_the_first_of_several_is_the_usual_one() -> None:
    found = suggest([SeenField("primary_phone")], [SeenField(f"telephone{n}") for n in (3, 2, 1)])

    assert found.for_left["primary_phone"][0].right == ("telephone1",)


def test_values_choices_and_keys_speak_where_names_do_not() -> None:
    left = [SeenField("attr_a", samples=("anna@example.org", "bo@example.org")), SeenField("attr_b", samples=("x9",))]
    right = [
        SeenField("field_1", samples=("blue",)),
        SeenField("field_2", samples=("bo@example.org", "cy@example.org")),
    ]
    found = suggest(left, right)

    assert found.for_left["attr_a"][0].right == ("field_2",)
    assert "samples of both have one shape: e-mail address" in found.for_left["attr_a"][0].reasons


CURRENCY = SeenField("currency", type="string")


@pytest.mark.parametrize(
    ("left", "right", "more", "way", "rule"),
    [
        (SeenField("total_cents", type="integer"), SeenField("total", type="number"), CURRENCY, None,
         "cents to amount in `currency`"),
        (SeenField("total", type="number"), SeenField("total", type="integer", unit="cents"), CURRENCY, None,
         "amount in `currency` to cents"),
        (SeenField("country", samples=("Germany",)), SeenField("country_code", longest=2), None, None,
         "country name to ISO code"),
        (SeenField("country", samples=("Germany",)), SeenField("country_code", longest=2), None, Direction.LEFT,
         "ISO code to country name"),
        (SeenField("status", enum=("Open", "Closed")), SeenField("status", enum=("open", "closed")), None, None,
         "`Open` = `open`, `Closed` = `closed`"),
        (SeenField("newsletter", type="boolean"), SeenField("newsletter", enum=("yes", "no")), None, None,
         "true = `yes`, false = `no`"),
        (SeenField("tags[]", type="array", items="string"), SeenField("labels[]", type="array", items="string"), None,
         None, "as a set"),
        (SeenField("email"), SeenField("email_address"), None, None, "e-mail address"),
        (SeenField("city"), SeenField("town"), None, None, ""),
        (SeenField("redeem_by", "string", format="date-time"), SeenField("redeem_by", "integer", format="unix-time"),
         None, Direction.RIGHT, "time to Unix seconds"),
        (SeenField("redeem_by", "integer", format="unix-time"), SeenField("redeem_by", "string", format="date-time"),
         None, Direction.RIGHT, "Unix seconds to time"),
        (SeenField("redeem_by", "string", format="date"), SeenField("redeem_by", "integer"), None, Direction.RIGHT, ""),
    ],
)  # fmt: skip
def test_the_rule_that_a_pair_needs_is_proposed(
    left: SeenField, right: SeenField, more: SeenField | None, way: Direction | None, rule: str
) -> None:
    one = only(left, right, *([more] if more else []), direction=way)

    assert one.rule == rule
    assert rule == "" or parse_rule(rule) is not None


def test_ids_of_records_that_flow_are_translated() -> None:
    left = SeenField("customer_id", refers_to="customers")
    right = SeenField("partner", refers_to="partners")

    one = only(left, right, linked={("customers", "partners"): "Customer"})

    assert one.rule == "the linked Customer"
    assert "both refer to Customer" in one.reasons


def test_lists_of_references_to_a_record_that_flows_are_translated_as_sets() -> None:
    ids = SeenField("tag_ids[]", "array", items="string", refers_to="tags")
    flows = {("tags", "labels"): "Tag"}

    for theirs in (
        SeenField("label_ids[]", "array", items="integer", refers_to="labels"),
        SeenField("labels[].id", "integer"),
    ):
        assert only(ids, theirs, linked=flows).rule == "the linked Tag, each, as a set"
    found = suggest([ids], [SeenField("label_id", "string", refers_to="labels")], linked=flows)
    assert not any("linked" in one.rule for some in found.for_left.values() for one in some)


def test_a_name_in_two_fields_meets_the_whole_name() -> None:
    found = suggest([SeenField("first_name"), SeenField("last_name")], [SeenField("full_name"), SeenField("age")])

    joined = next(one for one in found.selected if one.right == ("full_name",))
    assert joined.left == ("first_name", "last_name")
    assert parse_rule(joined.rule) is not None


def test_directions_follow_what_fields_take_and_what_a_rule_can_bring_back() -> None:
    read_only, plain = SeenField("created_at", read_only=True), SeenField("created_at")
    moment, day = SeenField("ordered_at", format="date-time"), SeenField("order_date", format="date")

    assert only(read_only, plain).direction is Direction.RIGHT
    assert only(plain, read_only).direction is Direction.LEFT
    assert suggest([read_only], [read_only]).selected == ()
    assert suggest([plain], [read_only], direction=Direction.RIGHT).selected == ()
    one = only(moment, day)
    use = parse_rule(one.rule)
    assert use is not None
    assert one.direction is Direction.BOTH or not rules()[use.rule].inverse


def test_required_fields_that_nothing_feeds_are_named() -> None:
    found = suggest([SeenField("name")], [SeenField("name", required=True), SeenField("vat_rate", required=True)])

    assert found.unfed_right == ("vat_rate",)


WORDS = st.sampled_from(["id", "name", "billing", "Address", "zip", "total", "[]", ".", "__", "1", "é", "x" * 300, ""])
FIELDS = st.lists(
    st.builds(
        SeenField,
        path=st.lists(WORDS, min_size=1, max_size=5).map("".join),
        type=st.sampled_from(["string", "array", "", "boolean", "Ünknown"]),
        description=st.text(max_size=30),
        enum=st.sampled_from([(), ("a", "b"), (None, True), ("a", 1, "`")]),
        samples=st.sampled_from([(), ("a@b.de",), (None, {"a": 1}, 3.5)]),
        read_only=st.booleans(),
    ),
    max_size=8,
)


@settings(max_examples=25, deadline=None)
@given(FIELDS, FIELDS)
def test_whatever_the_fields_are_the_answer_is_sound(left: list[SeenField], right: list[SeenField]) -> None:
    found = suggest(left, right)

    assert found == suggest(left, right)
    used_left = [path for one in found.selected for path in one.left]
    used_right = [path for one in found.selected for path in one.right]
    assert set(used_left) <= {one.path for one in left}
    assert set(used_right) <= {one.path for one in right}
    for one in (*found.selected, *(one for some in found.for_left.values() for one in some)):
        assert 0 <= one.score <= 1
        assert one.confidence is not Confidence.UNKNOWN
        assert one.reasons
        assert one.rule == "" or parse_rule(one.rule) is not None
    assert all(len(some) <= 5 for best in (found.for_left, found.for_right) for some in best.values())


def test_three_hundred_fields_a_side_take_no_longer_than_two_seconds() -> None:
    words = ["billing", "shipping", "customer", "order", "tax", "total", "status", "created", "contact", "item"]
    last = ["name", "date", "amount", "id", "code", "city", "email", "note", "count", "type"]
    names = [f"{a}_{b}_{c}" for a in words for b in last for c in ("first", "other", "base")]
    left = [SeenField(one, description=f"The {one.replace('_', ' ')} of it") for one in names]
    right = [SeenField(one.title().replace("_", "")) for one in reversed(names)]
    started = time.process_time()

    found = suggest(left, right)

    assert time.process_time() - started < 4  # twice what is promised: other work shares the machine's caches
    assert len(found.selected) > 200
