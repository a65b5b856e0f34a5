"""Why a field has its value, where an earlier one went, and taking a written value back."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.cli.conftest import Call
from tests.cli.helpers import bodies, hurry, served
from tests.cli.test_operating import ERP, SHOP

from interlock.sandbox import Sandbox

Both = tuple[Sandbox, Sandbox]


@pytest.fixture
def both(example: Path, call: Call) -> Iterator[Both]:
    """A customer whose country first differed, was brought over, and then changed in the other system."""
    hurry(example)
    with served(example) as (shop, erp):
        shop.store.insert("customers", SHOP)
        erp.store.insert("business-partners", {**ERP, "country_code": "AT"})
        call("run")
        (partner,) = erp.store.items("business-partners")
        erp.store.change("business-partners", partner.id, {"country_code": "CH"})
        call("run")
        yield shop, erp


def _plain(text: str) -> str:
    text = re.sub(r"bp_\w+", "bp_X", re.sub(r"\d{4}-\d\d-\d\d\s+\d\d:\d\d:\d\d", "TODAY", text))
    return re.sub(r"[ \n]+", " ", text)


@pytest.mark.usefixtures("both")
def test_why_a_field_has_its_value_and_where_another_went(call: Call) -> None:
    said = call("history", "--item", "1001", "--field", "country")
    assert said.code == 0
    assert _plain(said.out) == _plain(
        """\
Customer, country ↔ country_code
  Storefront 1001: "CH"
    written at TODAY UTC (#3): it changed in ERP (line 75), last changed there at TODAY UTC
  ERP bp_X: "CH"
    set in ERP itself, last changed there at TODAY UTC; before that it was written at TODAY UTC (#2): it differs in
    both, and which edit is newer cannot be told; Storefront is the source of truth (line 56)
  gave way:
    "AT" in ERP, at TODAY UTC (#2): it differs in both, and which edit is newer cannot be told; Storefront is the
      source of truth (line 56)
TODAY  #1  linked Customer 1001 in Storefront
    both have the same match key (line 62)
TODAY  #2  overwritten Customer bp_X in ERP
    country ↔ country_code: "AT" → "DE", "AT" gave way
    it differs in both, and which edit is newer cannot be told; Storefront is the source of truth (line 56)
TODAY  #3  updated Customer 1001 in Storefront
    country ↔ country_code: "DE" → "CH"
    it changed in ERP (line 75)
"""
    )
    said = call("history", "--item", "1000")
    assert (said.code, said.err.splitlines()[0]) == (2, "error: no item `1000` was ever seen in either system")
    said = call("history", "--lost")
    assert said.out.count("#") == 1
    assert "#2  overwritten" in said.out
    assert len(call("history", "--format", "csv", "--field", "country_code").out.splitlines()) == 4
    # What is removed from the history was written all the same.
    assert call("ledger", "prune", "--older-than", "1 s").err.startswith(
        "error: remove the values that the history of "
    )
    assert call("ledger", "prune", "--older-than", "400 days", "--yes").out == "removed nothing\n"
    time.sleep(1.1)
    assert call("ledger", "prune", "--older-than", "1 s", "--yes").out.endswith("in lines of the history: 3\n")
    told = _plain(call("history", "--item", "1001", "--field", "country").out)
    assert "no run has written it" not in told
    assert "written at TODAY UTC (#3), with what value and why is no longer kept, last changed there at TODAY" in told


def test_a_value_is_taken_back_as_it_was_shown(both: Both, call: Call) -> None:
    shop, erp = both
    planned = call("history", "undo", "3", "--by", "Ada")
    assert planned.code == 0
    assert _plain(planned.out) == _plain(
        """\
~ update Customer 1001 in Storefront, from bp_X of ERP
    Ada took back what was written at TODAY UTC (#3) (line 75)
    country ↔ country_code: "CH" → "DE", "CH" gives way
~ update Customer bp_X in ERP, from 1001 of Storefront
    it changed in Storefront (line 75)
    country ↔ country_code: "CH" → "DE"

nothing was done; do it with: interlock history undo 3 --apply
"""
    )
    assert [body["country"] for body in bodies(shop, "customers")] == ["Switzerland"]
    done = call("history", "undo", "3", "--by", "Ada", "--apply")
    assert (done.code, done.out.splitlines()[:-1]) == (0, planned.out.splitlines()[:-1])
    assert [body["country"] for body in bodies(shop, "customers")] == ["Germany"]
    assert [body["country_code"] for body in bodies(erp, "business-partners")] == ["DE"]
    assert "\n0 writes\n" in call("run").out
    said = call("history", "undo", "3", "--apply")
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith("error: `country ↔ country_code` of Customer `1001` has changed since, so nothing was ")


MISTAKES = [
    (("--field", "cuntry"), "no mapped field is called `cuntry`\n hint: did you mean `country` or `country_code`?"),
    (("--item", "99", "--field", "country"), "no item `99` was ever seen in either system"),
    (("--item", " "), "`--item` is empty"),
    (("--record", "Custmer"), "the data map has no record `Custmer`\n hint: did you mean `Customer`?"),
    (("undo", "99"), "the history has no entry #99"),
    (("undo", "1"), "number 1 (`linked`) tells of nothing that can be taken back"),
    (("undo", "x"), "`NUMBER` is `x`, expected a whole number, 1 or more"),
    (("undo",), "`NUMBER` is not given"),
]


@pytest.mark.usefixtures("both")
def test_mistakes_say_what_is_expected(call: Call) -> None:
    for arguments, message in MISTAKES:
        said = call("history", *arguments)
        assert (said.code, said.out) == (2, ""), arguments
        assert said.err.startswith(f"error: {message}"), said.err
