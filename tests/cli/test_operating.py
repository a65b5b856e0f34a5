"""Pause, resume, retire and status, as somebody in operations uses them."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path

import jsonschema
import orjson
import pytest
from tests.cli.conftest import Call
from tests.cli.helpers import ROOT, hurry, served

from interlock.model.value import Body
from interlock.sandbox import Sandbox
from interlock.sandbox.faults import Fault, FaultKind

Both = tuple[Sandbox, Sandbox]

SHOP: Body = {
    "email": "=a@x.example",
    "first_name": "Ann",
    "last_name": "B",
    "phone": None,
    "country": "Germany",
    "marketing_consent": "no",
}
ERP: Body = {
    "email_address": "=a@x.example",
    "display_name": "Ann B",
    "phone": None,
    "country_code": "DE",
    "newsletter": False,
    "kind": "customer",
}


@pytest.fixture
def both(example: Path, call: Call) -> Iterator[Both]:
    """One customer of both systems, linked by a first run."""
    hurry(example)
    with served(example) as (shop, erp):
        shop.store.insert("customers", SHOP)
        erp.store.insert("business-partners", ERP)
        assert call("run").code == 0
        yield shop, erp


def _plain(text: str) -> str:
    text = re.sub(r"\d{4}-\d\d-\d\d \d\d:\d\d(:\d\d)?", "TODAY", text)
    return re.sub(r"\d+ s ago  ", "JUST NOW ", text)


def _change(both: Both) -> None:
    shop = both[0].store
    shop.change("customers", shop.items("customers")[0].id, {"last_name": "C"})


def test_what_is_paused_rests_until_it_is_resumed(both: Both, call: Call) -> None:
    said = call("pause", "customer", "--by", "Ada", "--because", "the books are closed")
    assert said.code == 0
    assert _plain(said.out) == "Customer is paused by Ada since TODAY UTC: the books are closed\n"
    _change(both)
    said = call("run")
    assert said.code == 1
    assert "Customer is paused by Ada since" in said.out
    assert "\n0 writes\n" in said.out
    assert call("plan").out.count("Customer is paused by Ada") == 1
    assert orjson.loads(call("status", "--format", "json").out)["records"][0]["paused"].startswith("by Ada since")
    assert call("resume").out == "Customer goes on with the next pass\n"
    assert call("resume").out == "nothing was paused\n"
    assert "\n1 write\n" in call("run").out

    assert call("pause").code == 0
    assert "Customer, Order and Stock are paused by" in call("run").out.replace("\n", " ")
    assert "everything is paused by" in call("status").out
    said = call("resume", "Stock")
    assert _plain(said.out).startswith("everything is still paused by ")
    assert call("resume").out == "everything goes on with the next pass\n"
    said = call("pause", "Custmer")
    assert (said.code, said.err) == (
        2,
        "error: the document has no record or system `Custmer`\n hint: did you mean `Customer`?\n",
    )
    history = call("history", "--last", "2").out
    assert "paused\n" in history
    assert "resumed everything" in history


def test_status_says_how_it_stands_and_whether_promises_are_kept(both: Both, call: Call) -> None:
    _change(both)
    assert call("run").code == 0
    said = call("status")
    assert said.code == 0
    assert (
        re.sub(r"(?<=1          ).*?(?=15 min)", "TIMES  ", _plain(said.out[said.out.index("sandbox at ") :]))
        == """\
sandbox at TODAY UTC

System      Last answer  State
Storefront  JUST NOW     in use
ERP         JUST NOW     in use

Record    Storefront  ERP  Linked  Held  Not settled  Storefront read  ERP read  Wanted
Customer           1    1       1     0            0  JUST NOW         JUST NOW  every 5 min
Order              0    0       0     0            0  JUST NOW         JUST NOW  every 1 min
Stock              0    0       0     0            0  JUST NOW         JUST NOW  every 2 min

Changes                 In 7 days  Half within  99 % within  Longest  Promised                   Kept
Customer to Storefront  0                                             15 min (phone-comes-back)
Customer to ERP         1          TIMES  15 min (customer-arrives)  yes
Order to ERP            0                                             15 min (arrives)
Stock to Storefront     0                                             5 min (sold-out)

nothing needs a person
"""
    )
    schema = orjson.loads((ROOT / "docs/schemas/status.json").read_bytes())
    jsonschema.validate(orjson.loads(call("status", "--format", "json").out), schema)
    said = call("status", "--report", "weekly")
    assert said.code == 0
    assert "- 1 change of Customer reached ERP: all within 15 min (the longest took " in said.out
    assert "- no change of Order had to reach ERP\n" in said.out
    told = orjson.loads(call("status", "--report", "weekly", "--format", "json").out)
    jsonschema.validate(told, orjson.loads((ROOT / "docs/schemas/weekly.json").read_bytes()))
    assert [one["name"] for one in told["stories"]] == [
        *("no-retyping", "known-customers", "one-address-book", "no-overselling")
    ], "each flow has a story"
    assert call("status", "--format", "html").code == 2


def test_a_run_says_what_is_tried_again(both: Both, call: Call) -> None:
    both[1].faults.add(Fault(FaultKind.STATUS, status=422, writes=True, containing="display_name"))
    _change(both)
    said = call("run")
    assert (said.code, "0 writes\nCustomer: 1 waiting\n" in said.out) == (1, True)
    assert said.err == "1 write not taken yet is tried again: see `interlock status`\n"
    assert "\nnot taken yet, and tried again: 1\n  Customer 1001 to ERP, tried 1 time, " in call("status").out


@pytest.mark.usefixtures("both")
def test_what_is_retired_hands_over_and_is_not_run(call: Call, example: Path) -> None:
    said = call("retire")
    assert said.code == 2
    assert said.err.splitlines() == [
        "error: take `sandbox` out of use, so that nothing is run there any more: that needs a yes",
        " hint: give it with --yes",
    ]
    said = call("retire", "--yes", "--because", "replaced", "--by", "Ada")
    assert said.code == 0
    assert _plain(said.out) == (
        "retired/sandbox-links.json\nretired/sandbox-links.csv\nretired/sandbox-history.json\n"
        "retired/sandbox-history.csv\n1 link and 2 entries of the history, in retired/\n"
        "`sandbox` is retired by Ada since TODAY UTC: replaced\n"
    )
    with (example / "retired" / "sandbox-links.csv").open(newline="") as sheet:
        rows = list(csv.reader(sheet))
    assert [row[0] for row in rows] == ["Record", "Customer"]
    links = orjson.loads((example / "retired" / "sandbox-links.json").read_bytes())["links"]
    assert [link["record"] for link in links] == ["Customer"]
    for command in ("run", "plan"):
        said = call(command)
        assert (said.code, said.out) == (2, "")
        assert _plain(said.err).splitlines() == [
            "error: the environment `sandbox` is retired by Ada since TODAY UTC: replaced, so nothing is run there",
            " hint: take it into use again with `interlock retire --undo`",
        ]
    said = call("retire", "--yes")
    assert said.err.startswith("error: the environment `sandbox` is retired already\n")
    assert call("retire", "--undo").code == 0
    assert call("run").code == 0
    said = call("retire", "--yes")
    assert said.err.splitlines()[0] == "error: `retired/sandbox-links.json` is there already"
    assert call("run").code == 0, "what could not be handed over is not retired"


def test_what_people_say_about_which_items_are_the_same(both: Both, call: Call) -> None:
    shop, erp = both
    (partner,) = [item.id for item in erp.store.items("business-partners")]
    said = call("unlink", "customer", "1001")
    assert said.err.startswith("error: part customer 1001 from its counterpart for good: that needs a yes\n")
    said = call("unlink", "customer", "1001", "--yes", "--by", "Ada")
    assert (said.code, said.out) == (
        0,
        f"Customer 1001 in Storefront and {partner} in ERP are no longer linked, and stay so\n",
    )
    _change(both)
    assert "\n0 writes\n" in call("run").out
    said = call("unlink", "Customer", "1001", "--yes")
    assert said.err.startswith(
        "error: Customer `1001` in Storefront has no counterpart, so there is nothing to unlink\n"
    )
    said = call("link", "Customer", "1001", "nothere")
    assert said.err.startswith("error: there is no Customer `nothere` in ERP")
    said = call("link", "Customer", "1001", partner, "--by", "Ada")
    assert said.out == (
        f"Customer 1001 in Storefront and {partner} in ERP are linked; the next run brings them in step\n"
    )
    assert "1 write" in call("run").out
    assert len(shop.store.items("customers")) == len(erp.store.items("business-partners")) == 1
