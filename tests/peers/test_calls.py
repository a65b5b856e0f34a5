"""Requests are signed as described, sent in turn, tried again only where that is safe, and failures are told well."""

import asyncio
import base64
from typing import Any
from urllib.parse import parse_qs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.peers.helpers import LIST, Said, Script, credential, record, says, system, with_peer

from interlock.errors import InterlockError, Refused, SettingsError, Unauthorised, Unreachable, Untrusted
from interlock.model.http import Response
from interlock.model.peer import Found, Item, Missing, Written
from interlock.model.profile import AuthKind, AuthScheme, Operation, RateLimit, SystemProfile, Verb, sure
from interlock.model.secret import Credential
from interlock.peers import HttpPeer

ITEM = says({"id": 1, "name": "a"})
OPERATIONS = (
    LIST,
    Operation(Verb.GET, "GET", "/things/{id}"),
    Operation(Verb.CREATE, "POST", "/things"),
)
TOKEN_URL = "https://api.shop.example/v2/oauth/token"
OAUTH = AuthScheme(AuthKind.OAUTH2, flow="clientCredentials", token_url=TOKEN_URL)
CLIENT = credential(client_id="me", client_secret="s3cret:/")


def shop(*schemes: AuthScheme, **facts: Any) -> SystemProfile:
    return system(record(*OPERATIONS), **({"auth": sure(schemes)} if schemes else {}), **facts)


def reads(profile: SystemProfile, script: Script, secrets: Credential | None = None, times: int = 1) -> Found:
    async def work(peer: HttpPeer) -> Found:
        for _ in range(times - 1):
            await peer.get("things", "1")
        return await peer.get("things", "1")

    return with_peer(profile, script, work, secrets=secrets)


def writes(profile: SystemProfile, script: Script, secrets: Credential | None = None) -> Written:
    async def work(peer: HttpPeer) -> Written:
        return await peer.write("things", peer.create_request("things", {"name": "a"}, key=None))

    return with_peer(profile, script, work, secrets=secrets)


# Signing

SIGNED: dict[str, tuple[AuthScheme, Credential, dict[str, str], dict[str, str]]] = {
    "a bearer token": (AuthScheme(AuthKind.BEARER), credential(token="t"), {"authorization": "Bearer t"}, {}),
    "a bearer token with a word of its own": (
        AuthScheme(AuthKind.BEARER, prefix="Token"),
        credential(token="t"),
        {"authorization": "Token t"},
        {},
    ),
    "user and password": (
        AuthScheme(AuthKind.BASIC),
        credential(username="me", password="ü:"),
        {"authorization": "Basic " + base64.b64encode("me:ü:".encode()).decode()},
        {},
    ),
    "a key in a header": (
        AuthScheme(AuthKind.API_KEY, parameter="X-Key"),
        credential(token="k"),
        {"x-key": "k"},
        {},
    ),
    "a key behind a word": (
        AuthScheme(AuthKind.API_KEY, parameter="Authorization", prefix="Shop-Key"),
        credential(token="k"),
        {"authorization": "Shop-Key k"},
        {},
    ),
    "a key in the query": (
        AuthScheme(AuthKind.API_KEY, where="query", parameter="key"),
        credential(token="k"),
        {},
        {"key": "k"},
    ),
    "a key in a cookie": (
        AuthScheme(AuthKind.API_KEY, where="cookie", parameter="sid"),
        credential(token="k;"),
        {"cookie": "sid=k%3B"},
        {},
    ),
    "a token issued by hand": (OAUTH, credential(token="t"), {"authorization": "Bearer t"}, {}),
}


@pytest.mark.parametrize("name", SIGNED)
def test_a_request_is_signed_as_described(name: str) -> None:
    scheme, secrets, headers, query = SIGNED[name]
    script = Script([ITEM])
    reads(shop(scheme), script, secrets)
    assert script.asked[0].headers == {"accept": "application/json", **headers}
    assert dict(script.asked[0].query) == query


def test_the_way_of_signing_is_the_one_that_the_credential_fits() -> None:
    script = Script([ITEM])
    reads(shop(OAUTH, AuthScheme(AuthKind.BASIC), AuthScheme(AuthKind.BEARER)), script, credential(token="t"))
    assert script.asked[0].headers["authorization"] == "Bearer t"


def test_a_credential_that_fits_nothing_is_told_at_once() -> None:
    with pytest.raises(SettingsError) as caught:
        reads(shop(AuthScheme(AuthKind.BASIC), OAUTH), Script([ITEM]), credential(token_secret="t0p"))
    assert caught.value.message == (
        "the credential of `Shop` has `token_secret`; its description asks for `username` and `password` or "
        "`client_id` and `client_secret`"
    )


def test_fixed_and_version_headers_are_always_sent() -> None:
    script = Script([ITEM])
    reads(shop(fixed_headers=(("X-App", "1"),), version_header=sure(("Api-Version", "2026-04"))), script)
    assert script.asked[0].headers == {"accept": "application/json", "x-app": "1", "api-version": "2026-04"}


# OAuth 2


def token(text: str = "t1", **more: object) -> Response:
    return says({"access_token": text, "token_type": "Bearer", **more})


def test_a_token_is_fetched_once_and_used() -> None:
    script = Script([token(expires_in=3600), ITEM, ITEM])
    reads(shop(OAUTH), script, CLIENT, times=2)
    assert [request.path for request in script.asked] == ["/oauth/token", "/things/1", "/things/1"]
    asked = script.asked[0]
    assert parse_qs(asked.body.decode()) == {"grant_type": ["client_credentials"]}
    assert base64.b64decode(asked.headers["authorization"].removeprefix("Basic ")) == b"me:s3cret%3A%2F"
    assert script.asked[2].headers["authorization"] == "Bearer t1"


def test_callers_side_by_side_share_one_token() -> None:
    script = Script([token(), ITEM])

    async def work(peer: HttpPeer) -> None:
        await asyncio.gather(*(peer.get("things", "1") for _ in range(5)))

    with_peer(shop(OAUTH), script, work, secrets=CLIENT)
    assert [request.path for request in script.asked].count("/oauth/token") == 1


def test_a_token_is_renewed_before_it_runs_out() -> None:
    script = Script([token("t1", expires_in=600), ITEM, token("t2", expires_in=600), ITEM])

    async def work(peer: HttpPeer) -> None:
        await peer.get("things", "1")
        await asyncio.sleep(545)
        await peer.get("things", "1")

    with_peer(shop(OAUTH), script, work, secrets=CLIENT)
    assert script.asked[3].headers["authorization"] == "Bearer t2"


@pytest.mark.parametrize("life", [0, -5, "-inf", "inf", "nan", "soon", [], 1e300, None])
def test_a_token_of_a_life_that_makes_no_sense_is_used(life: object) -> None:
    script = Script([token(expires_in=life), ITEM, ITEM])
    reads(shop(OAUTH), script, CLIENT, times=2)
    assert [request.path for request in script.asked] == ["/oauth/token", "/things/1", "/things/1"]


@pytest.mark.parametrize("act", [reads, writes])
def test_a_401_fetches_one_new_token(act: Any) -> None:
    script = Script([token("t1"), says({}, 401), token("t2"), ITEM])
    act(shop(OAUTH), script, CLIENT)
    assert [request.headers.get("authorization") for request in script.asked][1::2] == ["Bearer t1", "Bearer t2"]


@pytest.mark.parametrize("act", [reads, writes])
def test_a_second_401_stops(act: Any) -> None:
    script = Script([token("t1"), says({"error": "no t2 for s3cret:/"}, 401), token("t2"), says({"e": "t2"}, 401)])
    with pytest.raises(Unauthorised) as caught:
        act(shop(OAUTH), script, CLIENT)
    assert len(script.asked) == 4
    assert "t2" not in caught.value.message
    assert "check `credential`" in caught.value.hint


def test_a_401_to_a_key_stops_at_once() -> None:
    script = Script([says({"message": "bad key k-9"}, 401)])
    with pytest.raises(Unauthorised) as caught:
        reads(shop(AuthScheme(AuthKind.BEARER)), script, credential(token="k-9"))
    assert caught.value.message == (
        'GET /things/1 of `Shop` was answered 401, the credential is not accepted: {"message":"bad key …"}'
    )
    assert len(script.asked) == 1


def test_a_client_goes_into_the_body_where_the_header_is_not_taken() -> None:
    script = Script([says({"error": "invalid_client"}, 401), token(), ITEM])
    reads(shop(OAUTH), script, CLIENT)
    assert "authorization" not in script.asked[1].headers
    assert parse_qs(script.asked[1].body.decode())["client_secret"] == ["s3cret:/"]


def test_a_client_that_is_not_accepted_is_told() -> None:
    script = Script([says({"error": "invalid_client", "for": "s3cret:/"}, 401)])
    with pytest.raises(Unauthorised) as caught:
        reads(shop(OAUTH), script, CLIENT)
    assert "gives no access token: it answered 401 to POST /oauth/token" in caught.value.message
    assert "s3cret" not in caught.value.message


@pytest.mark.parametrize("answer", [says({}), says([]), says({"access_token": 3}), Response(200, {}, b"<html>")])
def test_an_answer_without_token_is_not_believed(answer: Response) -> None:
    with pytest.raises(Untrusted, match="has no `access_token`"):
        reads(shop(OAUTH), Script([answer]), CLIENT)


def test_a_page_in_place_of_a_token_is_told_for_what_it_is() -> None:
    page = Response(200, {"content-type": "text/html"}, b"<html>Please log in</html>")
    with pytest.raises(Untrusted, match="POST /oauth/token is a web page"):
        reads(shop(OAUTH), Script([page]), CLIENT)


@pytest.mark.parametrize("failure", [Unreachable("it timed out", sent=True), says({}, 503), says({}, 429)])
def test_a_write_that_got_no_token_was_not_sent(failure: Said) -> None:
    script = Script([failure])
    with pytest.raises(Unreachable) as caught:
        writes(shop(OAUTH), script, CLIENT)
    assert not caught.value.sent
    assert {request.path for request in script.asked} == {"/oauth/token"}


def test_a_token_on_another_host_is_asked_for_by_its_path() -> None:
    """The environment names hosts; a description does not send credentials anywhere."""
    elsewhere = AuthScheme(AuthKind.OAUTH2, token_url="https://login.shop.example/connect/token?x=1")
    script = Script([token(), ITEM])
    reads(shop(elsewhere), script, CLIENT)
    assert script.asked[0].path == "/connect/token"


# Trying again


@pytest.mark.parametrize("failure", [says({}, 500), says({}, 503), Unreachable("reset", sent=True), says({}, 429)])
def test_a_read_is_tried_again_a_few_times(failure: Said) -> None:
    script = Script([failure, failure, failure, ITEM])
    assert isinstance(reads(shop(), script), Item)
    assert script.at_s == [0.0, 1.0, 3.0, 7.0]


@pytest.mark.parametrize("failure", [says({}, 500), Unreachable("reset", sent=True)])
def test_a_read_gives_up_in_the_end(failure: Said) -> None:
    script = Script([failure])
    with pytest.raises((Refused, Unreachable)):
        reads(shop(), script)
    assert len(script.asked) == 4


@pytest.mark.parametrize("status", [400, 409, 422, 501])
def test_a_read_that_is_refused_for_good_is_not_tried_again(status: int) -> None:
    script = Script([says({}, status)])
    with pytest.raises(Refused) as caught:
        reads(shop(), script)
    assert len(script.asked) == (4 if status >= 500 else 1)
    assert caught.value.status == status


@pytest.mark.parametrize("asked", ["30", "Sat, 21 Nov 2026 09:00:30 GMT"])
def test_a_read_waits_as_told(asked: str) -> None:
    script = Script([says({}, 429, retry_after=asked), ITEM])
    reads(shop(), script)
    assert script.at_s == [0.0, 30.0]


def test_a_read_does_not_wait_for_ever() -> None:
    script = Script([says({}, 503, retry_after="7200")])
    with pytest.raises(Refused) as caught:
        reads(shop(), script)
    assert caught.value.wait_s == 7200
    assert len(script.asked) == 1


def test_a_429_holds_everybody_back() -> None:
    script = Script([says({}, 429, retry_after="20"), ITEM])

    async def work(peer: HttpPeer) -> None:
        with pytest.raises(Refused):
            await peer.write("things", peer.create_request("things", {}, key=None))
        await peer.get("things", "1")

    with_peer(shop(), script, work)
    assert script.at_s == [0.0, 20.0]


def test_nobody_asks_a_system_that_wants_to_be_left_alone_for_long() -> None:
    script = Script([says({}, 429, retry_after="500"), ITEM])

    async def work(peer: HttpPeer) -> None:
        with pytest.raises(Refused):
            await peer.get("things", "1")
        with pytest.raises(Refused) as caught:
            await peer.write("things", peer.create_request("things", {}, key=None))
        assert caught.value.status == 429
        assert caught.value.wait_s == 500
        assert "not sent: the system asked to be left alone for 500 more seconds" in caught.value.message

    with_peer(shop(), script, work)
    assert script.at_s == [0.0]


@pytest.mark.parametrize(
    "failure", [says({}, 429, retry_after="3"), says({}, 500), Unreachable("reset", sent=True), says({}, 409)]
)
def test_a_write_is_sent_once(failure: Said) -> None:
    script = Script([failure, ITEM])
    with pytest.raises((Refused, Unreachable)) as caught:
        writes(shop(), script)
    assert len(script.asked) == 1
    if isinstance(caught.value, Refused) and caught.value.status == 429:
        assert caught.value.wait_s == 3


@pytest.mark.parametrize("nonsense", ["soon", "", "nan", "inf", "Sat, 99 Nov", "9" * 400])
def test_a_wait_that_makes_no_sense_is_none_or_bounded(nonsense: str) -> None:
    with pytest.raises(Refused) as caught:
        writes(shop(), Script([says({}, 429, retry_after=nonsense)]))
    assert caught.value.wait_s is None


# What a look at one item tells


@pytest.mark.parametrize(("status", "missing"), [(404, Missing.GONE), (410, Missing.GONE), (403, Missing.FORBIDDEN)])
def test_an_absent_item_says_why(status: int, missing: Missing) -> None:
    assert reads(shop(), Script([says({}, status)])) is missing


def test_an_answer_without_item_is_not_believed() -> None:
    with pytest.raises(Untrusted, match="shows no item") as caught:
        reads(shop(), Script([says({"error": "not logged in"})]))
    assert caught.value.hint.endswith("correct it in `systems/Shop.overlay.yaml`")


def test_a_form_of_body_that_is_not_read_is_corrected_in_a_file_that_is_named() -> None:
    with pytest.raises(Refused) as caught:
        writes(shop(), Script([says({}, 415)]))
    assert caught.value.hint.endswith("correct it in `systems/Shop.overlay.yaml`")


# Answers that are none


def test_a_page_for_people_is_not_believed() -> None:
    script = Script([Response(200, {"content-type": "text/html; charset=utf-8"}, b"<html>Sign in</html>")])
    with pytest.raises(Untrusted) as caught:
        reads(shop(), script)
    assert caught.value.message == (
        "the answer to GET /things/1 of `Shop` is a web page where its description promises JSON"
    )
    assert len(script.asked) == 1


def test_a_read_that_is_cut_off_is_read_again() -> None:
    cut = Response(200, {"content-type": "application/json"}, b'{"id": 1')
    assert isinstance(reads(shop(), Script([cut, ITEM])), Item)
    with pytest.raises(Untrusted, match="not whole JSON, 3 times in a row"):
        reads(shop(), Script([cut]))


def test_a_redirect_is_not_followed() -> None:
    with pytest.raises(Untrusted) as caught:
        reads(shop(), Script([Response(302, {"location": "https://login.example/"})]))
    assert caught.value.message == "GET /things/1 of `Shop` was answered 302, go to `https://login.example/`"


def test_a_refusal_says_who_what_and_why() -> None:
    body = {"errors": [{"field": "name", "message": "is\ttoo\nlong"}]}
    with pytest.raises(Refused) as caught:
        writes(shop(), Script([says(body, 422)]))
    assert caught.value.message == (
        'POST /things of `Shop` was answered 422: {"errors":[{"field":"name","message":"is\\ttoo\\nlong"}]}'
    )
    assert caught.value.body == body
    assert caught.value.hint == "the system does not accept a value; its answer says which"


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (b"", ""),
        (b"<html><body>500</body></html>", ": a web page"),
        (b"no\x1b[31m way\r\n\xff", ": no [31m way �"),
        (b"x" * 10_000, ": " + "x" * 200 + "…"),
        ("a\u202eb".encode(), ": a b"),
        (b"the key k-live-1 is bad", ": the key … is bad"),
    ],
)
def test_only_a_few_harmless_words_are_shown(body: bytes, told: str) -> None:
    with pytest.raises(Refused) as caught:
        writes(shop(), Script([Response(500, {}, body)]), credential(token="k-live-1"))
    assert caught.value.message == f"POST /things of `Shop` was answered 500{told}"


def test_no_answer_says_who_and_what() -> None:
    failure = Unreachable("no connection to 127.0.0.1:9: refused", sent=False, hint="is it up?")
    with pytest.raises(Unreachable) as caught:
        writes(shop(), Script([failure]))
    assert caught.value.message == "no answer to POST /things of `Shop`: no connection to 127.0.0.1:9: refused"
    assert (caught.value.sent, caught.value.hint) == (False, "is it up?")


@given(
    body=st.binary(max_size=60),
    status=st.integers(200, 599),
    kind=st.sampled_from(["application/json", "text/html", ""]),
)
@settings(max_examples=60)
def test_no_answer_is_a_crash(body: bytes, status: int, kind: str) -> None:
    script = Script([Response(status, {"content-type": kind, "retry-after": body.decode("latin-1")}, body)])

    async def work(peer: HttpPeer) -> None:
        try:
            await peer.write("things", peer.create_request("things", {}, key=None))
            await peer.get("things", "1")
            async for _ in peer.pages("things", since=None):
                pass
        except InterlockError as problem:
            assert problem.message

    with_peer(shop(), script, work)


# Reachable


@pytest.mark.parametrize(
    ("answer", "reachable"),
    [
        (says({"data": []}), True),
        (says({}, 404), True),
        (says({}, 503), False),
        (Unreachable("refused", sent=False), False),
    ],
)
def test_a_system_is_reachable_when_it_says_something_sensible(answer: Said, reachable: bool) -> None:
    script = Script([answer])
    assert with_peer(shop(), script, lambda peer: peer.reachable()) is reachable
    assert len(script.asked) == 1


def test_a_system_that_refuses_us_is_there_but_cannot_be_used() -> None:
    with pytest.raises(Unauthorised, match="401"):
        with_peer(shop(), Script([says({}, 401)]), lambda peer: peer.reachable())


def test_closing_closes_the_transport() -> None:
    script = Script([ITEM])
    with_peer(shop(), script, lambda peer: peer.aclose())
    assert script.closed


# Pace


def sent_at(count: int, *, limit: RateLimit | None = None, requests_per_s: float | None = None) -> list[float]:
    script = Script([ITEM])

    async def work(peer: HttpPeer) -> None:
        await asyncio.gather(*(peer.get("things", "1") for _ in range(count)))

    profile = shop(**({"rate_limit": sure(limit)} if limit else {}))
    with_peer(profile, script, work, requests_per_s=requests_per_s)
    return script.at_s


def test_a_rate_is_kept_by_all_callers_together() -> None:
    # A fiftieth slower than allowed: requests that leave evenly arrive less evenly.
    assert sent_at(5, requests_per_s=2) == [0.0, 0.51, 1.02, 1.53, 2.04]


def test_without_a_rate_nobody_waits() -> None:
    assert sent_at(5) == [0.0] * 5


@given(
    requests=st.integers(1, 200),
    per_s=st.sampled_from([1.0, 10.0, 60.0]),
    rate=st.none() | st.floats(0.1, 50),
)
@settings(max_examples=30, deadline=None)
def test_no_span_holds_more_than_the_limit(requests: int, per_s: float, rate: float | None) -> None:
    at_s = sent_at(min(3 * requests, 250), limit=RateLimit(requests, per_s), requests_per_s=rate)
    for first, beyond in zip(at_s, at_s[requests:], strict=False):
        assert beyond - first >= per_s


def test_a_small_burst_passes_at_once() -> None:
    assert sent_at(6, limit=RateLimit(120, 60))[:6] == [0.0] * 6
