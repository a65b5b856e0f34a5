"""Plans as people use them: a first run seen beforehand, a plan kept and carried out, a new version of the document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import jsonschema
import orjson
import pytest
from tests.cli.conftest import Call
from tests.cli.helpers import DOCUMENT, ROOT, bodies, change, hurry, served

from interlock.model.value import Body
from interlock.sandbox import Sandbox

Both = tuple[Sandbox, Sandbox]


def _customer(name: str, country: str = "Germany") -> Body:
    return {
        "email": f"{name}@x.example",
        "first_name": "Ann",
        "last_name": name,
        "phone": None,
        "country": country,
        "marketing_consent": "no",
    }


def _partner(name: str, country: str = "DE") -> Body:
    return {
        "email_address": f"{name}@x.example",
        "display_name": f"Ann {name}",
        "phone": None,
        "country_code": country,
        "newsletter": False,
        "kind": "customer",
    }


@pytest.fixture
def both(example: Path) -> Iterator[Both]:
    """One customer of both systems, two who are the same as one, and two that only the shop has."""
    hurry(example)
    change(example / DOCUMENT, "| in ERP         | link only    |", "| in ERP         | all          |")
    with served(example) as (shop, erp):
        for name in ("a", "b", "c", "d"):
            shop.store.insert("customers", _customer(name))
        for name in ("a", "b", "b"):
            erp.store.insert("business-partners", _partner(name))
        yield shop, erp


def _plain(text: str) -> str:
    text = re.sub(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", "TODAY", text)
    return re.sub(r"bp_\w+", "bp_X", text)


def test_a_first_run_seen_beforehand(both: Both, call: Call, example: Path) -> None:
    said = call("plan")
    assert (said.code, said.err) == (0, "")
    assert (
        _plain(said.out)
        == """\
plan for sandbox at TODAY UTC

First run  Link  Create in Storefront  Create in ERP  Ambiguous  Differ  Left alone
Customer      1                     0              2          3       0           0

= link Customer 1001 of Storefront with bp_X of ERP
    both have the same match key (line 62)
? hold (ambiguous) Customer 1002 in Storefront
    1 in Storefront and 2 in ERP have the same match key (line 62)
? hold (ambiguous) Customer bp_X in ERP
    2 in ERP and 1 in Storefront have the same match key (line 62)
? hold (ambiguous) Customer bp_X in ERP
    2 in ERP and 1 in Storefront have the same match key (line 62)
+ create Customer in ERP, from 1003 of Storefront
    new in Storefront (line 62)
    email ↔ email_address: (hidden)
    first_name, last_name → display_name: (hidden)
    phone ↔ phone: (hidden)
    country ↔ country_code: "DE"
    marketing_consent → newsletter: false
    → kind: "customer"
+ create Customer in ERP, from 1004 of Storefront
    new in Storefront (line 62)
    email ↔ email_address: (hidden)
    first_name, last_name → display_name: (hidden)
    phone ↔ phone: (hidden)
    country ↔ country_code: "DE"
    marketing_consent → newsletter: false
    → kind: "customer"

2 to create, 1 to link, 3 to hold
if an answer is lost, a new Customer in ERP is found again by its key: it is there once
Customer: 2 written, 1 equal, 3 held
"""
    )
    assert not (example / ".interlock/sandbox.db").exists()
    assert len(bodies(both[1], "business-partners")) == 3


def test_a_kept_plan_is_carried_out_and_nothing_else(both: Both, call: Call, example: Path) -> None:
    shop, erp = both
    assert call("plan", "--out", "first.json").err.startswith("kept in first.json; ")
    jsonschema.validate(
        orjson.loads((example / "first.json").read_bytes()),
        orjson.loads((ROOT / "docs/schemas/plan.json").read_bytes()),
    )
    shop.store.change("customers", "1004", {"last_name": "changed"})
    shop.store.insert("customers", _customer("late"))
    said = call("run", "--plan", "first.json")
    assert said.code == 1
    assert "\n1 create, 1 link, 3 hold\n1 write\n" in said.out
    assert said.out.endswith(
        """\
left, as the plan does not have it: Customer 1004, Customer 1005: it changed since the plan was
made, or came after it
1 change of the plan not done by this run: done before, or no longer to be done so; a new plan tells
"""
    )
    assert {str(body["display_name"]) for body in bodies(erp, "business-partners")} == {"Ann a", "Ann b", "Ann c"}
    again = call("run", "--plan", "first.json", "--format", "json")
    assert orjson.loads(again.out)["writes"] == 0
    assert "2 create" in call("run").out
    with (example / DOCUMENT).open("a") as document:
        document.write("\n")
    said = call("run", "--plan", "first.json")
    assert said.code == 2
    assert said.err.splitlines() == [
        "error: the document has changed since the plan was made, so nothing was done",
        " hint: make a new one with `interlock plan --out FILE`",
    ]
    (example / ".interlock/sandbox.db").unlink()
    assert call("run", "--plan", "first.json").err.startswith("error: the plan was made for another environment")
    assert call("run", "--plan", DOCUMENT).err.startswith(f"error: `{DOCUMENT}` is not a plan that can be carried out")


def test_what_a_new_version_would_change(both: Both, call: Call, example: Path, tmp_path: Path) -> None:
    shop, erp = both
    call("run")
    ledger = (example / ".interlock/sandbox.db").read_bytes()
    partner = erp.store.items("business-partners")[0].id
    erp.store.change("business-partners", partner, {"country_code": "AT"})
    new = tmp_path / "new.interlock.md"
    text = (example / DOCUMENT).read_text()
    text = text.replace("| `country`                 | ↔ ", "| `country`                 | → ")
    text = text.replace("ERP: `kind` is `customer`", "Storefront: `country` is `Germany`")
    new.write_text(text.replace("newest wins, else source of truth |", "source of truth wins |"))
    shop.store.change("customers", "1002", {"country": "Norway"})
    said = call("plan", "--document", str(new))
    assert (said.code, said.err) == (0, "")
    assert (
        _plain(said.out)
        == """\
the new version of the document in sandbox

Customer, On conflict: newest wins, else source of truth → source of truth wins
Customer, Only when: ERP: `kind` is `customer` → Storefront: `country` is `Germany`
Customer, `country` and `country_code`: ↔, country name to ISO code → →, country name to ISO code
Customer in Storefront: 1 fall out of it (1002)

it would do what the present one does not:

~ update Customer bp_X in ERP, from 1001 of Storefront
    Storefront feeds this field (line 56)
    country → country_code: "AT" → "DE", "AT" gives way

it would no longer do:

~ update Customer 1001 in Storefront, from bp_X of ERP
    it changed in ERP (line 75)
    country ↔ country_code: "DE" → "AT"

1 change more, 1 fewer, 0 the same
"""
    )
    data = orjson.loads(call("plan", "--document", str(new), "--format", "json").out)
    jsonschema.validate(data, orjson.loads((ROOT / "docs/schemas/proposal.json").read_bytes()))
    assert (example / ".interlock/sandbox.db").read_bytes() == ledger
    assert not list((example / ".interlock").glob("*plan*"))
    assert "1 to update" in call("plan").out


def test_only_a_part_of_it(both: Both, call: Call) -> None:
    shop, erp = both
    said = call("run", "--record", "stock")
    assert "\n0 writes\n" in said.out
    said = call("run", "--item", "1003")
    assert "+ create Customer in ERP, from 1003 of Storefront" in said.out
    assert "\n1 create\n1 write\n" in said.out
    assert len(bodies(erp, "business-partners")) == 4
    shop.store.change("customers", "1003", {"last_name": "new"})
    shop.store.change("customers", "1004", {"last_name": "new"})
    partner = next(item.id for item in erp.store.items("business-partners") if item.body["display_name"] == "Ann c")
    assert "\n1 update\n1 write\n" in call("run", "--id", partner).out
    said = call("run", "--item", "nothere", "--record", "Customer")
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith("error: there is no item `nothere` of Customer in either system\n hint: ")
    said = call("run", "--watch", "--item", "1003")
    assert said.err.startswith("error: `--record`, `--item` and `--plan` go with one run, not with `--watch`")
    assert "1 create" in call("run").out
