"""Signatures: what is published for each scheme, and that nothing else is believed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlock.systems.signatures import key_of, named, schemes

SECRET = "It's a Secret to Everybody"
BODY = b"Hello, World!"
NOW = datetime.fromtimestamp(1614265330, UTC)

# The hexadecimal one is an example that a large vendor publishes; that of the standard stands in its own libraries'
# tests; the others were made with `openssl dgst -sha256 -hmac`.
PUBLISHED = {
    "hmac_hex": (
        SECRET,
        BODY,
        {"x-signature": "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"},
    ),
    "hmac_base64": (SECRET, BODY, {"x-signature": "dXEH6g6yUJ/CESIczphLijdXC211hsIsRvQ3nIsEPhc="}),
    "standard_webhooks": (
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        b'{"test": 2432232314}',
        {
            "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
            "webhook-timestamp": "1614265330",
            "webhook-signature": "v1,bm9ldHU= v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        },
    ),
    "timed": (
        SECRET,
        BODY,
        {"x-signature": "t=1614265330,v1=00,v1=f37376a318b83773050e9e3ac8c6d599d2254e4f69edd75a1419cb54dc7264f3"},
    ),
    "token": (SECRET, BODY, {"authorization": f"Bearer {SECRET}"}),
}
SIGNING = sorted(set(schemes().items) - {"none"})


@pytest.mark.parametrize("name", sorted(PUBLISHED))
def test_what_is_published_is_believed(name: str) -> None:
    secret, body, headers = PUBLISHED[name]
    scheme = schemes()[name]
    assert scheme.check(key_of(scheme, header="", secrets=[secret]), headers, body, NOW) == ""


@pytest.mark.parametrize("name", SIGNING)
@given(body=st.binary(max_size=200), other=st.binary(max_size=200), secret=st.text(min_size=1, max_size=40))
def test_only_the_same_body_and_secret_are_believed(name: str, body: bytes, other: bytes, secret: str) -> None:
    scheme = schemes()[name]
    key = key_of(scheme, header="x-mine", secrets=[secret.strip() or "s"])
    headers = scheme.sign(key, body, "evt_1", NOW)
    assert scheme.check(key, headers, body, NOW) == ""
    stranger = key_of(scheme, header="x-mine", secrets=[secret + "x"])
    assert scheme.check(stranger, headers, body, NOW)
    assert scheme.check(key, {}, body, NOW)
    if name != "token" and other != body:
        assert scheme.check(key, headers, other, NOW)


@pytest.mark.parametrize("name", SIGNING)
def test_an_old_secret_is_believed_while_it_is_being_changed(name: str) -> None:
    scheme = schemes()[name]
    headers = scheme.sign(key_of(scheme, header="", secrets=["old"]), BODY, "evt_1", NOW)
    assert scheme.check(key_of(scheme, header="", secrets=["new", "old"]), headers, BODY, NOW) == ""
    assert scheme.check(key_of(scheme, header="", secrets=["new"]), headers, BODY, NOW)


@pytest.mark.parametrize("name", ["timed", "standard_webhooks"])
@pytest.mark.parametrize(("minutes", "believed"), [(4, True), (-4, True), (6, False), (-6, False)])
def test_a_signed_moment_must_be_near(name: str, minutes: int, believed: bool) -> None:
    scheme = schemes()[name]
    key = key_of(scheme, header="", secrets=["s"])
    headers = scheme.sign(key, BODY, "evt_1", NOW)
    assert (scheme.check(key, headers, BODY, NOW + timedelta(minutes=minutes)) == "") is believed


@pytest.mark.parametrize("stamp", ["", "-5", "1e9", "٣", "9" * 400, "now"])
def test_a_hostile_moment_is_not_believed(stamp: str) -> None:
    scheme = schemes()["timed"]
    key = key_of(scheme, header="", secrets=["s"])
    signed = scheme.sign(key, BODY, "", NOW)["x-signature"].split("v1=")[1]
    assert scheme.check(key, {"x-signature": f"t={stamp},v1={signed}"}, BODY, NOW)


@pytest.mark.parametrize("name", sorted(schemes().items))
def test_each_scheme_says_what_people_must_know(name: str) -> None:
    text = schemes().docs[name]
    assert "\nHeader: " in text
    assert "\nReplays: " in text


def test_a_name_may_be_written_in_several_ways() -> None:
    assert {named(one) for one in ("Standard Webhooks", "standard-webhooks", "standard_webhooks")} == {
        "standard_webhooks"
    }


def test_a_key_does_not_show_its_secrets() -> None:
    scheme = schemes()["token"]
    assert "hush" not in repr(key_of(scheme, header="", secrets=["hush"]))
