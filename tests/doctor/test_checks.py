"""Each check by itself, in virtual time: what it says of each trouble, and that it says no secret."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path as FilePath

import orjson
import pytest
from tests.peers.helpers import LIST, START, Said, Script, credential, record, says, system

from interlock.adapters.virtual_time import VirtualClock, run_virtual
from interlock.doctor.check import Outcome, Patient, Proof, Whole, checks
from interlock.doctor.claims import Given, Source, scopes_in
from interlock.doctor.examining import NOT_LET_IN, Diagnosis, examine
from interlock.doctor.scopes import smallest
from interlock.doctor.used import Used, used
from interlock.document import read
from interlock.errors import Unreachable
from interlock.model.hearing import Hearing
from interlock.model.http import Response
from interlock.model.profile import AuthKind, AuthScheme, EventKind, Operation, Permission, Verb, sure
from interlock.model.value import Side
from interlock.probing import Line

ROOT = FilePath(__file__).parents[2]
DOCUMENT = read((ROOT / "examples/orders/orders.interlock.md").read_text(), "orders.interlock.md").document
SECRET = "k-9-secret"
OK = says({"data": [{"id": "1", "name": "a"}]})
GET = Operation(Verb.GET, "GET", "/things/{id}", id_param="id")


def diagnosed(
    *answers: Said,
    patience_s: float = 60,
    events: tuple[EventKind, ...] = (),
    facts: Mapping[str, object] | None = None,
) -> Diagnosis:
    """What is found of a system that answers so; `facts` are the patient's."""
    profile = replace(system(record(LIST, GET)), auth=sure((AuthScheme(AuthKind.BEARER),)), events=events)
    operations = tuple(Used("Thing", "things", one) for one in (LIST, GET))

    async def run(clock: VirtualClock) -> Diagnosis:
        line = Line(profile, Script(list(answers), clock=clock), clock, credential(token=SECRET), timeout_s=10)
        patient = Patient(
            "Shop", Side.LEFT, DOCUMENT, profile, "sandbox", operations, smallest(operations, None), line,
            address="https://api.shop.example",
        )  # fmt: skip
        for name, value in (facts or {}).items():
            setattr(patient, name, value)
        return await examine([patient], Whole(DOCUMENT, (), (), "sandbox", "sandbox"), patience_s=patience_s)

    found = run_virtual(run, start=START)
    assert SECRET not in repr(found)
    return found


def of(found: Diagnosis, check: str) -> tuple[Proof, ...]:
    return next(one.proofs for one in found.results if one.check == check)


_TROUBLES: dict[str, tuple[Said, str]] = {
    "a wrong password": (says({"error": f"no {SECRET}"}, 401), "answered 401, the credential is not accepted"),
    "nothing may be read": (says({}, 403), "it knows the credential and lets it read nothing"),
    "another address": (says({}, 404), "GET /things was answered 404"),
    "a redirect": (Response(302, {"location": "https://elsewhere.example"}), "GET /things was answered 302"),
    "a broken server": (says({}, 500), "GET /things was answered 500"),
    "a web page": (Response(200, {"content-type": "text/html"}, b"<html><body>Log in</body></html>"), "a web page"),
    "no JSON": (Response(200, {"content-type": "application/json"}, b"ok"), "it is no JSON"),
    "nothing at all": (Response(200, {}, b""), "it is empty"),
    "other data": (says({"items": 3}), "was answered 200"),
    "too often": (says({}, 429, retry_after="86400"), "answered 429"),
    "a certificate": (
        Unreachable("no connection to shop: its certificate is not accepted: certificate has expired", sent=False),
        "its certificate is not accepted: certificate has expired",
    ),
}


@pytest.mark.parametrize("trouble", _TROUBLES)
def test_each_trouble_is_one_clear_line(trouble: str) -> None:
    answer, line = _TROUBLES[trouble]
    found = diagnosed(answer)
    (said,) = of(found, "credential")
    assert (said.outcome, line in said.said) == (Outcome.MISSING, True), said.said
    assert said.todo
    assert said.turn == "Katherine Johnson"
    assert [one.said for one in of(found, "operations")] == [NOT_LET_IN]
    assert "\n" not in said.said


def test_what_is_not_asked_in_time_is_said() -> None:
    found = diagnosed(says({}, 429, retry_after="50"), patience_s=5)
    (said,) = of(found, "credential")
    assert (said.outcome, said.said) == (
        Outcome.MISSING, "there was no answer within the 5 s that all checks of a system may take",
    )  # fmt: skip


def test_a_single_item_that_may_not_be_read_is_told() -> None:
    found = diagnosed(OK, says({}, 403))
    assert [one.said for one in of(found, "operations")] == ["GET /things/{id} was answered 403"]


@pytest.mark.parametrize(
    ("facts", "check", "outcome", "said"),
    [
        ({"address": "http://shop.example"}, "encrypted", Outcome.WARNING, "it is asked over http"),
        ({"address": "http://shop.example", "kind": "production"}, "encrypted", Outcome.MISSING, "over http"),
        ({"address": "http://127.0.0.1:8401"}, "encrypted", Outcome.PROVEN, "it is on this machine"),
        ({"committed": ("a.txt",)}, "secrets", Outcome.MISSING, "a secret of it stands in `a.txt`"),
        ({"hearing": Hearing(received=3, last_at=datetime(2026, 11, 20, 8, 5, tzinfo=UTC))}, "webhooks",
         Outcome.PROVEN, "3 came, the last on 2026-11-20 08:05 UTC"),
        ({"hearing": Hearing(refused=2)}, "webhooks", Outcome.MISSING, "2 came and none was believed"),
        ({"listens": True}, "webhooks", Outcome.NOT_TRIED, "none came yet"),
    ],
)  # fmt: skip
def test_what_is_known_of_a_system(facts: dict[str, object], check: str, outcome: Outcome, said: str) -> None:
    events = (EventKind("thing.created"),)
    (found,) = of(diagnosed(OK, says({"id": "1"}), events=events, facts=facts), check)
    assert (found.outcome, said in found.said) == (outcome, True), found.said


@pytest.mark.parametrize(
    ("offset_s", "said"),
    [(0, "within a few seconds"), (4, "within a few seconds"), (90, "90 s ahead of"), (-600, "10 minutes behind")],
)
def test_clocks(offset_s: int, said: str) -> None:
    date = (START + timedelta(seconds=offset_s)).strftime("%a, %d %b %Y %H:%M:%S GMT")
    (found,) = of(diagnosed(replace(OK, headers={**OK.headers, "date": date}), says({"id": "1"})), "clock")
    assert said in found.said


# Scopes

_WRITE = Operation(Verb.CREATE, "POST", "/things", asks=((Permission("sign", ("things.write",)),),))
_READ = replace(LIST, asks=((Permission("sign", ("things.read",)),), (Permission("sign", ("things.write",)),)))
_SIGN = AuthScheme(AuthKind.OAUTH2, "sign", scopes=("things.read", "things.write", "things.delete"))


@pytest.mark.parametrize(
    ("given", "outcomes"),
    [
        (Given(("things.write",)), {Outcome.PROVEN: "it has things.write, and no more"}),
        (Given(("things.write",), Source.SERVER),
         {Outcome.PROVEN: "and no more (the server that gave the token says so)"}),
        (Given((), Source.SERVER, active=False), {Outcome.MISSING: "says that it is not active"}),
        (Given(("things.write", "openid", "offline_access")), {Outcome.PROVEN: "and no more"}),
        (Given(("things.write", "admin"), Source.ITSELF),
         {Outcome.WARNING: "needs: admin (the token says so of itself, which nobody checked)"}),
        (Given(("things.read",)), {
            Outcome.MISSING: "`things.write` was not given; Thing: list (GET /things) needs it",
            Outcome.WARNING: "things.read",
        }),
        (None, {Outcome.NOT_TRIED: "nothing tells what it may do; it needs things.write"}),
    ],
)  # fmt: skip
def test_least_privilege(given: Given | None, outcomes: dict[Outcome, str]) -> None:
    """One scope that a write needs anyway does for the read as well."""
    operations = (Used("Thing", "things", _READ), Used("Thing", "things", _WRITE))
    needed = smallest(operations, _SIGN)
    found = of(diagnosed(OK, says({"id": "1"}), facts={"scopes": needed, "granted": given}), "scopes")
    assert {one.outcome for one in found} == set(outcomes)
    for one in found:
        assert outcomes[one.outcome] in one.said


@pytest.mark.parametrize(
    ("listed", "given", "missing", "more"),
    [
        (("sales", "sales.read"), ("sales.read",), (), ()),
        (("sales", "sales.read"), ("sales",), ("sales.read",), ("sales",)),
        (("orders:{project}",), ("orders:acorn",), (), ()),
        (("orders:{project}",), ("orders:",), ("orders:{project}",), ("orders:",)),
        (("orders:{project}",), ("more-orders:acorn",), ("orders:{project}",), ("more-orders:acorn",)),
        (("a{b",), ("a{b",), (), ()),
    ],
)
def test_scopes_that_include_each_other_or_have_open_places(
    listed: tuple[str, ...], given: tuple[str, ...], missing: tuple[str, ...], more: tuple[str, ...]
) -> None:
    needed = smallest([Used("T", "t", replace(LIST, asks=((Permission("sign", listed),),)))], _SIGN)
    assert (needed.missing_from(given), needed.more_than_needed(given)) == (missing, more)


def test_a_write_needs_the_wider_scope() -> None:
    both = ((Permission("sign", ("sales", "sales.read")),),)
    operations = [Used("T", "t", replace(LIST, asks=both)), Used("T", "t", replace(_WRITE, asks=both))]
    assert smallest(operations, _SIGN).needed == {"sales": tuple(operations)}


def test_scopes_in_a_header_are_seen() -> None:
    operations = (Used("Thing", "things", _WRITE),)
    answer = replace(OK, headers={**OK.headers, "x-oauth-scopes": "things.write, repo"})
    (found,) = of(diagnosed(answer, says({"id": "1"}), facts={"scopes": smallest(operations, _SIGN)}), "scopes")
    assert (found.outcome, "repo" in found.said) == (Outcome.WARNING, True)


def test_the_fewest_scopes_of_very_many_ways_are_found_in_a_moment() -> None:
    ways = tuple((Permission("sign", (f"a{number}", f"b{number}")),) for number in range(6))
    operations = tuple(
        Used("T", "t", replace(LIST, path=f"/{n}", asks=(*ways[n % 3 :], (Permission("sign", (f"one{n}",)),))))
        for n in range(40)
    )
    assert set(smallest(operations, _SIGN).needed) == {f"one{number}" for number in range(40)}


def _token(claims: object) -> str:
    import base64  # noqa: PLC0415

    return f"e30.{base64.urlsafe_b64encode(orjson.dumps(claims)).rstrip(b'=').decode()}.sig"


@pytest.mark.parametrize(
    ("token", "scopes"),
    [
        (_token({"scope": "a b"}), ("a", "b")),
        (_token({"scp": ["a", 3, "b"]}), ("a", "b")),
        (_token({"sub": "x"}), None),
        (_token([1]), None),
        ("a.b.c", None),
        ("plain", None),
        ("a.é.c", None),
        (f"a.{'A' * 30_000}.c", None),
    ],
)
def test_what_a_token_says_of_itself(token: str, scopes: tuple[str, ...] | None) -> None:
    assert scopes_in(token) == scopes


def test_the_example_uses_what_its_data_map_says(example_systems: FilePath) -> None:
    from interlock.systems import learn  # noqa: PLC0415

    profile = learn("ERP", (example_systems / "erp.openapi.yaml").read_bytes(), file="erp.yaml").profile
    assert [one.named for one in used(DOCUMENT, profile, Side.RIGHT)] == [
        "Customer: list (GET /business-partners)",
        "Customer: get (GET /business-partners/{id})",
        "Customer: create (POST /business-partners)",
        "Customer: update (PATCH /business-partners/{id})",
        "Customer: archive (POST /business-partners/{id}/archive)",
        "Order: list (GET /sales-orders)",
        "Order: get (GET /sales-orders/{id})",
        "Order: create (POST /sales-orders)",
        "Order: update (PATCH /sales-orders/{id})",
        "Order: archive (POST /sales-orders/{id}/archive)",
        "Stock: list (GET /stock-levels)",
        "Stock: get (GET /stock-levels/{id})",
    ]


def test_every_check_proves_one_thing() -> None:
    for name, check in checks().items.items():
        assert (check.of_system is None) != (check.of_whole is None), name
