"""Which items webhooks are about, for systems of different habits, and what hostile ones can do: nothing."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlock.errors import SettingsError
from interlock.model.fact import sure
from interlock.model.profile import EventKind, RecordProfile, SystemProfile
from interlock.model.value import Side
from interlock.model.webhooks import Deliveries as Told
from interlock.model.webhooks import Hint, Hooks
from interlock.peers.deliveries import Deliveries, Heard
from interlock.systems.signatures import key_of, schemes

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
KINDS = (
    EventKind("order.updated", "orders", "updated", id_path="data.id"),
    EventKind("order.deleted", "orders", "deleted", id_path="data.id"),
    EventKind("coupon.created", "coupons", "created", id_path="data.id"),
)
TOLD = Told(scheme=sure("hmac_hex"), name_at=sure("event"), id_at=sure("header:X-Event-Id"))
SHOP = SystemProfile(
    "Shop",
    records=(RecordProfile("orders"), RecordProfile("coupons")),
    events=KINDS,
    deliveries=TOLD,
    signature_header=sure("X-Sign"),
)


def deliveries(hooks: Hooks | None = None, profile: SystemProfile = SHOP) -> Deliveries:
    return Deliveries(Side.LEFT, profile, hooks or Hooks(), ["orders"])


def told(body: Any, headers: dict[str, str] | None = None, hooks: Hooks | None = None) -> Heard:
    return deliveries(hooks).hints(headers or {}, orjson.dumps(body), NOW)


def hint(item_id: str, event: str = "") -> Hint:
    return Hint(Side.LEFT, "orders", item_id, NOW, event)


def test_an_event_names_its_item_and_itself() -> None:
    heard = told({"event": "Order.Updated", "data": {"id": 17}}, {"x-event-id": "e1"})
    assert heard == Heard((hint("17", "e1"),), 0)


def test_one_delivery_may_bring_many_events() -> None:
    events = [{"event": "order.updated", "data": {"id": n % 2}} for n in range(4)]
    heard = told([*events, {"event": "coupon.created", "data": {"id": 9}}], {"x-event-id": "e"})
    assert [(one.item_id, one.event) for one in heard.hints] == [("0", "e 2"), ("1", "e 3")]
    assert heard.others == 1, "coupons do not flow"


def test_a_topic_in_a_header_and_the_whole_item_in_the_body() -> None:
    """A habit of large shops: topic and event id in headers, the body is the item, HMAC in Base64."""
    hooks = Hooks(
        signature="hmac_base64",
        header="X-Shop-Hmac-Sha256",
        name_at="header:X-Shop-Topic",
        id_at="header:X-Shop-Webhook-Id",
        item_at="id",
        events={"orders/updated": "orders"},
    )
    body = orjson.dumps({"id": 4501, "email": "a@x.example", "total_price": "1.00"})
    scheme = schemes()["hmac_base64"]
    headers = {"x-shop-topic": "orders/updated", "x-shop-webhook-id": "w-1"}
    headers |= scheme.sign(key_of(scheme, header="X-Shop-Hmac-Sha256", secrets=["s"]), body, "", NOW)
    way = deliveries(hooks)
    assert way.refused(headers, body, ["s"], NOW) == ""
    assert way.refused(headers, body + b" ", ["s"], NOW) == "its signature is wrong"
    assert way.hints(headers, body, NOW) == Heard((hint("4501", "w-1"),), 0)


def test_an_event_that_names_no_item_makes_lists_be_read() -> None:
    assert told({"event": "order.updated"}).hints == (hint(""),)


def test_a_secret_is_needed() -> None:
    assert (
        deliveries().refused({"x-sign": "00"}, b"{}", [], NOW) == "there is no secret yet that it could be signed with"
    )


def test_unsigned_ones_are_taken_only_where_that_is_written() -> None:
    assert deliveries(Hooks(signature="none")).refused({}, b"{}", [], NOW) == ""
    unsaid = SystemProfile("Shop", records=SHOP.records, events=KINDS)
    with pytest.raises(SettingsError, match="nothing tells how the webhooks of `Shop` are signed"):
        deliveries(profile=unsaid)


def test_an_event_of_a_record_that_is_not_there_is_a_mistake() -> None:
    with pytest.raises(SettingsError, match="`Shop` has no `order`"):
        deliveries(Hooks(events={"x": "order"}))


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\xff\xfe",
        b"null",
        b"[" * 100_000,
        b'{"event":"order.updated","data":{"id":{"$ne":1}}}',
        b'{"event":"order.updated","data":{"id":true}}',
        b'{"event":"order.updated","data":{"id":"' + b"x" * 600 + b'"}}',
        b'{"event":"order.updated","data":{"id":"a\\u0000\\u001b[2J"}}',
        b'{"event":["order.updated"]}',
    ],
)
def test_a_hostile_body_names_no_item(body: bytes) -> None:
    for one in deliveries().hints({}, body, NOW).hints:
        assert one.item_id == ""


@given(
    body=st.recursive(
        st.none() | st.booleans() | st.integers(-(2**60), 2**60) | st.text(max_size=9),
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(["event", "data", "id"]), inner),
        max_leaves=12,
    ),
    header=st.text(max_size=12),
)
def test_whatever_comes_hints_are_few_and_printable(body: Any, header: str) -> None:
    heard = told(body, {"x-event-id": header})
    assert all(one.resource == "orders" and one.item_id.isprintable() for one in heard.hints)
