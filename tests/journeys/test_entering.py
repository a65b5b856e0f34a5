"""Tokens from an authorisation server that is not ours: a person's sign-in, programs, renewal, and what goes wrong."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
import stat
import time
from dataclasses import replace
from pathlib import Path

import pytest
from tests.cli.helpers import until
from tests.journeys.authorisation import USER, Renewal, Vendor, run
from tests.journeys.ways import SCOPES, signed_in, status, store, way

from interlock.adapters.clocks import SystemClock
from interlock.adapters.loopback import listening
from interlock.errors import InterlockError, SettingsError, Unauthorised, UsageError
from interlock.journeys.access_tokens import tokens_of
from interlock.journeys.authorising import SignedOut, sign_out
from interlock.journeys.entering import Person, enter
from interlock.journeys.reaching import Way, way_to
from interlock.model.profile import AuthKind, AuthScheme, SystemProfile, sure
from interlock.model.sign_in import GrantKind

pytestmark = pytest.mark.usefixtures("to_the_end")

# A person


@pytest.mark.parametrize("parts", [("client_id", "client_secret"), ("client_id",)])
def test_a_person_signs_in_and_the_client_uses_and_renews_it(
    shop: Vendor, tmp_path: Path, parts: tuple[str, ...]
) -> None:
    the_way = way(shop, tmp_path, parts=parts)
    entered = signed_in(the_way, shop)
    assert (set(entered.scopes), entered.lacks, entered.kept.by) == (set(SCOPES), (), "Mary")
    path = store(the_way).path
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert status(the_way) == 200
    assert shop.grants == ["authorization_code"]
    shop.access.clear()  # the vendor takes the token back: a 401 renews once
    assert status(the_way) == 200
    assert shop.grants == ["authorization_code", "refresh_token"]
    assert status(the_way) == 200
    assert (shop.reused, len(shop.grants)) == (0, 2)


def test_what_was_not_given_is_told(shop: Vendor, tmp_path: Path) -> None:
    shop.allowed = ("things.read",)
    entered = signed_in(way(shop, tmp_path), shop)
    assert (entered.scopes, entered.lacks) == (("things.read",), ("things.write", "offline_access"))


def test_a_code_is_handed_on_as_it_was_sent(shop: Vendor) -> None:
    async def came() -> str | None:
        async with listening("http://127.0.0.1/", lambda _: True) as loopback:
            await asyncio.to_thread(Vendor.visit, shop, f"{loopback.redirect}?code=4%2F0%252Fx%2By")
            return await loopback.answer(patience_s=5)

    assert run(came()) == "code=4%2F0%252Fx%2By"


def test_the_query_of_a_token_address_belongs_to_it(shop: Vendor, tmp_path: Path) -> None:
    the_way = way(shop, tmp_path, token_address=f"{shop.address}/token?tenant=seven")
    signed_in(the_way, shop)
    assert shop.tenant == "seven"
    shop.access.clear()
    shop.tenant = ""
    assert (status(the_way), shop.tenant) == (200, "seven")


def test_a_life_of_a_token_that_no_clock_can_hold_is_none_that_is_known(shop: Vendor, tmp_path: Path) -> None:
    shop.life_s = -1e300
    assert signed_in(way(shop, tmp_path), shop).kept.granted.until is None


def test_who_signs_out_while_another_renews_is_signed_out(shop: Vendor, tmp_path: Path) -> None:
    the_way = way(shop, tmp_path)
    entered = signed_in(the_way, shop)

    async def both() -> SignedOut:
        async with the_way.store.alone():
            leaving = asyncio.create_task(asyncio.to_thread(sign_out, the_way))
            done, _ = await asyncio.wait({leaving}, timeout=0.2)
            assert not done
            the_way.store.write(entered.kept)
        return await leaving

    assert run(both()).was_there
    assert the_way.store.read() is None


def test_consent_denied_keeps_nothing(shop: Vendor, tmp_path: Path) -> None:
    shop.consent = "no"
    with pytest.raises(Unauthorised) as caught:
        signed_in(way(shop, tmp_path), shop)
    assert "the person, or the vendor, did not consent; it says `access_denied`" in caught.value.message
    assert store(way(shop, tmp_path)).read() is None


def test_an_answer_with_another_state_is_refused_and_waited_past(shop: Vendor, tmp_path: Path) -> None:
    """Any page in the browser can send one: it must neither be taken nor end the sign-in."""
    shop.consent = "another state"
    with pytest.raises(UsageError) as caught:
        signed_in(way(shop, tmp_path), shop, patience_s=0.6)
    assert "1 came that were not the answer to it (another `state`)" in caught.value.message
    assert shop.grants == []


def test_a_code_that_has_run_out_is_told_without_the_code(shop: Vendor, tmp_path: Path) -> None:
    shop.code_life_s = -1
    with pytest.raises(Unauthorised) as caught:
        signed_in(way(shop, tmp_path), shop)
    assert caught.value.error == "invalid_grant"
    assert not any(code in caught.value.message for code in shop.codes)


def test_an_address_is_pasted_back_where_the_browser_runs_elsewhere(shop: Vendor, tmp_path: Path) -> None:
    told: list[str] = []
    the_way = way(shop, tmp_path, redirect="http://127.0.0.1:9/back")

    entered = run(enter(the_way, SCOPES, Person(told.append, paste=lambda: shop.sent_to(told[-1])), by="Mary"))
    assert entered.lacks == ()
    for pasted in ("http://x/?code=1&state=2", "http://[", ""):
        with pytest.raises(UsageError, match="`state` is another one"):
            run(enter(the_way, SCOPES, Person(told.append, paste=lambda: pasted), by="M"))  # noqa: B023


@pytest.mark.parametrize("approved", [True, False])
def test_a_person_signs_in_with_another_device(shop: Vendor, tmp_path: Path, approved: bool) -> None:
    the_way = way(shop, tmp_path, GrantKind.DEVICE)
    told: list[str] = []

    def heard(line: str) -> None:
        told.append(line)
        asyncio.get_running_loop().call_later(0.2, lambda: setattr(shop, "approved", approved))

    entering = enter(the_way, SCOPES, Person(heard, patience_s=5), by="Mary")
    if approved:
        assert run(entering).lacks == ()
        assert status(the_way) == 200
    else:
        with pytest.raises(Unauthorised, match="did not consent"):
            run(entering)
    assert f"open {shop.address}/activate on any device" in told[0]


def test_a_description_does_not_name_who_receives_credentials(shop: Vendor, tmp_path: Path) -> None:
    the_way = way(shop, tmp_path)
    elsewhere = AuthScheme(AuthKind.OAUTH2, flow="authorizationCode", token_url="https://evil.example/token")
    the_way = replace(the_way, profile=SystemProfile("Shop", auth=sure((elsewhere,), "#")))
    with pytest.raises(SettingsError) as caught:
        run(enter(the_way, SCOPES, Person(print), by="Mary"))
    assert "its description names `https://evil.example/token`, which is another host" in caught.value.message
    assert 'token_address = "https://evil.example/token"' in caught.value.hint


@pytest.mark.parametrize("told", ["http://{host}/token", "file://{host}/token", "/token", "token"])
def test_a_description_does_not_say_that_secrets_go_in_clear_text(shop: Vendor, tmp_path: Path, told: str) -> None:
    scheme = AuthScheme(AuthKind.OAUTH2, flow="clientCredentials", token_url=told.format(host=shop.address[8:]))
    the_way = replace(way(shop, tmp_path, GrantKind.CLIENT), profile=SystemProfile("Shop", auth=sure((scheme,), "#")))
    assert the_way.address("token") == f"{shop.address}/token"


def test_a_stand_in_is_signed_in_to_as_the_system_that_it_stands_for(shop: Vendor, tmp_path: Path) -> None:
    scheme = AuthScheme(AuthKind.OAUTH2, flow="clientCredentials", token_url="https://api.example/v2/token?x=1")
    profile = SystemProfile("Shop", servers=("https://api.example/v2",), auth=sure((scheme,), "#"))
    the_way = replace(way(shop, tmp_path, GrantKind.CLIENT), profile=profile)
    assert the_way.address("token") == f"{shop.address}/api/token?x=1"


# Renewing


def test_nobody_signed_in(shop: Vendor, tmp_path: Path) -> None:
    with pytest.raises(Unauthorised) as caught:
        status(way(shop, tmp_path))
    assert (caught.value.message, caught.value.hint) == (
        "nobody has signed in to `Shop`", "sign in with `interlock auth Shop --env production`",
    )  # fmt: skip


def test_a_sign_in_that_the_vendor_took_back_says_to_sign_in_again(shop: Vendor, tmp_path: Path) -> None:
    the_way = way(shop, tmp_path)
    refresh = signed_in(the_way, shop).kept.granted.refresh
    shop.access.clear()
    shop.refresh.clear()
    with pytest.raises(Unauthorised) as caught:
        status(the_way)
    assert "the sign-in to `Shop` counts no more" in caught.value.message
    assert caught.value.hint == "sign in again with `interlock auth Shop --env production`"
    assert refresh is not None
    assert refresh.reveal() not in caught.value.message
    assert store(the_way).read() is not None


def _reads(the_way: Way, at: float) -> None:
    time.sleep(max(0.0, at - time.time()))
    os._exit(0 if status(the_way) == 200 else 1)


def _processes(the_way: Way, count: int) -> list[multiprocessing.Process]:
    at = time.time() + 0.2
    context = multiprocessing.get_context("fork")
    started = [context.Process(target=_reads, args=(the_way, at)) for _ in range(count)]
    for one in started:
        one.start()
    return started  # type: ignore[return-value]


def test_processes_that_renew_at_once_do_not_undo_each_other(shop: Vendor, tmp_path: Path) -> None:
    the_way = way(shop, tmp_path)
    signed_in(the_way, shop)
    shop.access.clear()
    shop.slow_s = 0.1
    started = _processes(the_way, 3)
    for one in started:
        one.join(20)
    assert [one.exitcode for one in started] == [0] * 3
    assert shop.reused == 0
    assert shop.grants.count("refresh_token") == 1


def test_a_process_that_is_killed_before_its_answer_leaves_a_sign_in_that_holds(shop: Vendor, tmp_path: Path) -> None:
    """Killed while it waits for the answer: what is kept is whole, and its lock is let go."""
    the_way = way(shop, tmp_path)
    before = signed_in(the_way, shop).kept
    shop.access.clear()
    shop.slow_s = 1.0
    (started,) = _processes(the_way, 1)
    until(lambda: shop.renewing == 1)
    assert started.pid is not None
    os.kill(started.pid, signal.SIGKILL)
    started.join(5)
    after = store(the_way).read()
    until(lambda: len(shop.grants) == 2)
    shop.slow_s = 0.0
    assert after is not None
    assert (after.by, after.granted.refresh is not None) == (before.by, True)
    with pytest.raises(Unauthorised, match="counts no more"):  # a vendor that takes the old one never again
        status(the_way)
    assert before.granted.refresh is not None
    shop.refresh[before.granted.refresh.reveal()] = Renewal(" ".join(SCOPES))  # one that does for a while
    assert status(the_way) == 200


def test_who_is_told_to_stop_keeps_what_came(shop: Vendor, tmp_path: Path) -> None:
    """The vendor has used up the old token: what it gave for it must not be lost because somebody pressed Ctrl-C."""
    the_way = way(shop, tmp_path)
    signed_in(the_way, shop)
    shop.access.clear()
    shop.slow_s = 0.4

    async def stopped() -> None:
        tokens = tokens_of(the_way)
        assert tokens is not None
        tokens.forget(str(store(the_way).read().granted.access.reveal()))  # type: ignore[union-attr]
        task = asyncio.create_task(tokens.current())
        await asyncio.sleep(0.2)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        await tokens.aclose()

    run(stopped())
    assert shop.grants[-1] == "refresh_token"
    shop.slow_s = 0.0
    assert status(the_way) == 200
    assert (shop.reused, shop.grants.count("refresh_token")) == (0, 1)


def test_a_refresh_token_got_by_hand_stands_for_a_sign_in(shop: Vendor, tmp_path: Path) -> None:
    shop.refresh["by-hand"] = Renewal(" ".join(SCOPES))
    the_way = way(shop, tmp_path, None, parts=("client_id", "client_secret", "refresh_token"))
    assert status(the_way) == 200
    shop.access.clear()
    assert status(the_way) == 200  # by the one that came in its place
    assert (shop.reused, shop.grants) == (0, ["refresh_token"] * 2)


def test_what_a_killed_process_left_is_taken_away_and_nothing_else(shop: Vendor, tmp_path: Path) -> None:
    the_way = way(shop, tmp_path)
    folder = store(the_way).path.parent
    folder.mkdir(exist_ok=True)
    old, new, other, lock = (
        folder / name
        for name in (".tokens.json.a1b2c3d4", ".tokens.json.e5f6_7h8", ".others.json.a1b2c3d4", ".tokens.json.lock")
    )
    for one in (old, new, other, lock):
        one.touch()
    for one in (old, other, lock):
        os.utime(one, (time.time() - 3600,) * 2)
    signed_in(the_way, shop)
    assert (old.exists(), new.exists(), other.exists(), lock.exists()) == (False, True, True, True)


def test_tokens_that_others_may_read_are_refused(shop: Vendor, tmp_path: Path) -> None:
    the_way = way(shop, tmp_path)
    signed_in(the_way, shop)
    store(the_way).path.chmod(0o640)
    with pytest.raises(SettingsError, match=r"may be read or changed by others \(its mode is 0640\)"):
        status(the_way)
    store(the_way).path.chmod(0o600)
    store(the_way).path.write_bytes(b'{"format": 1, "access_token"')
    with pytest.raises(SettingsError, match="cannot be read"):
        status(the_way)


# Programs


@pytest.mark.parametrize(
    ("grant", "parts", "more"),
    [
        (GrantKind.CLIENT, ("client_id", "client_secret"), {}),
        (None, ("client_id", "private_key"), {}),
        (GrantKind.JWT, ("client_id", "private_key"), {"subject": USER, "algorithm": "RS256"}),
    ],
)
def test_a_program_signs_in_by_itself(
    shop: Vendor, tmp_path: Path, grant: GrantKind | None, parts: tuple[str, ...], more: dict[str, str]
) -> None:
    if "private_key" in parts and grant is not GrantKind.JWT:
        shop.methods = ("client_assertion_jwt",)
    the_way = way(shop, tmp_path, grant, parts=parts, **more)
    assert status(the_way) == 200
    assert len(shop.grants) == 1


@pytest.mark.parametrize(
    ("grant", "parts", "more", "said"),
    [
        (GrantKind.JWT, ("client_id", "private_key"), {"subject": "nobody"}, "Invalid 'sub' value in assertion"),
        (GrantKind.CLIENT, ("client_id", "private_key"), {"audience": "https://other.example"}, "invalid_client"),
    ],
)
def test_a_statement_for_another_is_refused(
    shop: Vendor, tmp_path: Path, grant: GrantKind, parts: tuple[str, ...], more: dict[str, str], said: str
) -> None:
    shop.methods = ("client_assertion_jwt",)
    with pytest.raises(Unauthorised) as caught:
        status(way(shop, tmp_path, grant, parts=parts, **more))
    assert said in f"{caught.value.error} {caught.value.message}"
    assert "PRIVATE KEY" not in caught.value.message


def test_a_wrong_secret_is_not_repeated(shop: Vendor, tmp_path: Path) -> None:
    with pytest.raises(Unauthorised) as caught:
        status(way(shop, tmp_path, GrantKind.CLIENT, secret="wr0ng-secret"))
    assert "gives no access token: it answered 401" in caught.value.message
    assert "wr0ng-secret" not in caught.value.message


@pytest.mark.parametrize(
    ("key", "algorithm", "said"),
    [("no key", "", "is no private key in PEM"), (None, "ES256", "does not sign by `ES256`")],
)
def test_a_key_that_does_not_sign(shop: Vendor, tmp_path: Path, key: str | None, algorithm: str, said: str) -> None:
    the_way = way(shop, tmp_path, GrantKind.JWT, parts=("client_id", "private_key"), algorithm=algorithm)
    if key is not None:
        (tmp_path / "private_key").write_text(key)
        the_way = way_to("Shop", the_way.profile, the_way.environment, tmp_path, SystemClock())
    with pytest.raises(InterlockError) as caught:
        status(the_way)
    assert said in caught.value.message
