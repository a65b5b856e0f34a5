"""Systems that are away, refuse, or answer nonsense: the run says so, asks gently, and recovers."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.conftest import Call
from tests.cli.helpers import Answering, hurry, point, run_program, served, serving

_HTML = b"<html><body>Sign in \x1b[2J</body></html>"
_ANSWERS = {
    "wrong credential": (
        401,
        b'{"error":"no \\u001b[2J such key"}',
        "application/json",
        "GET /customers of `Storefront` was answered 401, the credential is not accepted",
        2,
    ),
    "web page": (
        200,
        _HTML,
        "text/html",
        "the answer to GET /customers of `Storefront` is a web page where its description promises JSON",
        2,
    ),
    "garbage": (
        200,
        b'{"customers": [1,' + b"[" * 100_000,
        "application/json",
        "the answer to GET /customers of `Storefront` is not whole JSON, 3 times in a row",
        4,
    ),
    "something else": (
        200,
        b"[1, 2, 3]",
        "application/json",
        "the list GET /customers of `Storefront` has no list at `customers`",
        2,
    ),
    "redirect": (302, b"", "text/plain", "GET /customers of `Storefront` was answered 302", 2),
}


@pytest.mark.parametrize("what", _ANSWERS)
def test_nonsense_is_told_once_and_not_asked_for_again_and_again(what: str, example: Path, call: Call) -> None:
    status, body, kind, message, most = _ANSWERS[what]
    shop, erp = Answering(status, body, kind), Answering(status, body, kind)
    with serving(shop, erp) as addresses:
        point(example, *addresses)
        said = call("run")
    told = " ".join(said.out.split())
    assert said.code == 1
    assert told.count(f"Customer, Order and Stock could not be read in Storefront: {message}") == 1
    assert "nothing was done 0 writes" in told
    assert shop.count + erp.count <= most + 3
    assert not {c for c in said.out + said.err if ord(c) < 0x20 and c != "\n"}


def test_a_system_that_is_away_and_comes_back(example: Path, call: Call) -> None:
    hurry(example)
    said = call("run")
    assert (said.code, said.err) == (1, "")
    assert said.out.partition("\n\n")[2].rpartition("something is due")[0] == (
        "Customer, Order and Stock could not be read in Storefront: no answer to GET /customers of\n"
        "`Storefront`: no connection to 127.0.0.1:9: connection refused\n"
        "Customer, Order and Stock could not be read in ERP: `ERP` gives no access token: no connection to\n"
        "127.0.0.1:9: connection refused\n"
        "Storefront is paused\nERP is paused\nnothing was done\n0 writes\n"
    )
    with served(example) as (shop, _erp):
        shop.store.insert("customers", {"email": "a@example.com", "first_name": "Ann", "last_name": "B"})
        said = call("run")
        assert (said.code, said.err) == (0, "")
        assert call("status").code == 0


def test_a_plan_that_could_not_look_says_so(example: Path, call: Call) -> None:
    shop, erp = Answering(401, b"{}"), Answering(401, b"{}")
    with serving(shop, erp) as addresses:
        point(example, *addresses)
        said = call("plan")
    assert said.code == 1
    assert said.out.endswith("\nnothing is known to be done; not all could be read\n")


def test_the_process_says_the_same(example: Path) -> None:
    shop, erp = Answering(401, b"{}"), Answering(401, b"{}")
    with serving(shop, erp) as addresses:
        point(example, *addresses)
        said = run_program("run", cwd=example)
    assert said.code == 1
    assert "the credential is not accepted" in said.out
    assert said.err.count("ALERT") == 2
    assert said.err.count("credential: Storefront: GET") == 1
