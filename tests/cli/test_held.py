"""What waits for a decision is listed, shown and decided about, and the next run does as was decided."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import orjson
import pytest
from tests.cli.conftest import Call
from tests.cli.helpers import DOCUMENT, SETTINGS, bodies, change, hurry, served

from interlock.model.value import Body
from interlock.sandbox import Sandbox

Both = tuple[Sandbox, Sandbox]

SHOP = (("ann@example.com", "Germany"), ("bea@example.com", "France"), ("cem@example.com", "=Norway"))
ERP = (("ann@example.com", "AT"), ("bea@example.com", "IT"), ("cem@example.com", "SE"))


@pytest.fixture
def both(example: Path) -> Iterator[Both]:
    """Three customers who are in both systems, each with another country, and a document that asks what holds."""
    hurry(example)
    change(example / DOCUMENT, "newest wins, else source of truth |", "hold |")
    with served(example) as (shop, erp):
        for n, (mail, country) in enumerate(SHOP):
            shop.store.insert("customers", _customer(mail, country, n))
        for n, (mail, country) in enumerate(ERP):
            erp.store.insert("business-partners", _partner(mail, country, n))
        yield shop, erp


def _customer(mail: str, country: str, n: int) -> Body:
    return {
        "email": mail,
        "first_name": "Ann",
        "last_name": f"B{n}",
        "phone": None,
        "country": country,
        "marketing_consent": "no",
    }


def _partner(mail: str, country: str, n: int) -> Body:
    return {
        "email_address": mail,
        "display_name": f"Ann B{n}",
        "phone": None,
        "country_code": country,
        "newsletter": False,
        "kind": "customer",
    }


def _countries(both: Both) -> tuple[list[object], list[object]]:
    shop, erp = both
    left = [body["country"] for body in bodies(shop, "customers")]
    return left, [body["country_code"] for body in bodies(erp, "business-partners")]


def _plain(text: str) -> str:
    """The text without what differs from run to run."""
    text = re.sub(r"since \d{4}-\d\d-\d\d \d\d:\d\d UTC \(\d+ s\)", "since TODAY", text)
    text = re.sub(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", "TODAY", text)
    return re.sub(r"--seen [0-9a-f]{8}", "--seen MARK", text)


LISTED = """\
#1 conflict: Customer 1001 in Storefront, country ↔ country_code, since TODAY
    `country ↔ country_code`: they differ from the start; the rule is to hold (line 56)
    Storefront: "DE"
    ERP: "AT"
    decide: --take Storefront | --take ERP | --leave
    with Ada Lovelace
#2 conflict: Customer 1002 in Storefront, country ↔ country_code, since TODAY
    `country ↔ country_code`: they differ from the start; the rule is to hold (line 56)
    Storefront: "FR"
    ERP: "IT"
    decide: --take Storefront | --take ERP | --leave
    with Ada Lovelace
#3 conflict: Customer 1003 in Storefront, country ↔ country_code, since TODAY
    `country ↔ country_code`: they differ from the start; the rule is to hold (line 56)
    Storefront: "=Norway"
    ERP: "SE"
    decide: --take Storefront | --take ERP | --leave
    with Ada Lovelace

3 held items: 3 conflict
decide with: interlock held decide NUMBER, and one of what stands behind `decide`
"""

SHOWN = """\
#1 conflict: Customer 1001 in Storefront, country ↔ country_code, since TODAY
    `country ↔ country_code`: they differ from the start; the rule is to hold (line 56)
    Storefront: "DE"
    ERP: "AT"
    with Ada Lovelace

    What may be decided:
      --take Storefront: the value of Storefront goes to ERP
      --take ERP: the value of ERP goes to Storefront
      --leave: both keep what they have, until one of them changes
    only while it is as shown here: --seen MARK

    What happened before:
      TODAY  #1  linked Customer 1001 in Storefront
          both have the same match key (line 62)
      TODAY  #4  held Customer 1001 in Storefront
          `country ↔ country_code`: they differ from the start; the rule is to hold (line 56)
"""


def test_from_the_list_to_the_next_run(both: Both, call: Call) -> None:
    assert call("run").code == 1
    said = call("held")
    assert (said.code, _plain(said.out)) == (1, LISTED)
    assert _plain(call("held", "show", "1").out) == SHOWN
    said = call("held", "decide", "1", "--take", "storefront", "--by", "Ada Lovelace")
    assert (said.code, said.out) == (
        0,
        """\
#1 Customer 1001, country ↔ country_code: the value of Storefront goes to ERP
decided by Ada Lovelace; the next run carries it out
""",
    )
    said = call("held", "decide", "2", "--leave", "--by", "Annie Easley")
    assert said.out == (
        "#2 Customer 1002, country ↔ country_code: both keep what they have, until one of them changes\n"
        "decided by Annie Easley (who is not the owner); the next run carries it out\n"
        "the document gives these decisions to Ada Lovelace, so it stands in the history as somebody else's\n"
    )
    assert call("held", "decide", "3", "--take", "Storefront", "--by", "Annie Easley").code == 0
    said = call("held", "decide", "3", "--withdraw", "--by", "Ada Lovelace")
    assert (said.code, said.out) == (0, "1 of 1 taken back: #3\n")
    assert "decided by" not in call("held", "show", "3").out
    assert call("held", "decide", "3", "--take", "ERP").code == 0
    assert call("run").code == 0
    assert _countries(both) == (["Germany", "France", "Sweden"], ["DE", "IT", "SE"])
    assert call("held").out == "nothing is held\n"
    history = call("history", "--item", "1003").out
    assert '"=Norway" → "SE", "=Norway" gave way' in history
    taken_back = "Ada Lovelace took back the decision `left` of Annie Easley (who is not the owner) on what is held"
    assert taken_back in history.replace("\n    ", " ").replace("\n", " ")
    assert "0 writes" in call("run").out
    both[0].store.change("customers", "1002", {"country": "Spain"})
    assert call("run").code == 0
    assert _countries(both)[1] == ["DE", "ES", "SE"]


def test_what_has_changed_since_is_not_decided_about(both: Both, call: Call) -> None:
    call("run")
    seen = orjson.loads(call("held", "--format", "json").out)["held"][0]["seen"]
    assert call("held", "decide", "1", "--take", "ERP").code == 0
    both[1].store.change("business-partners", _ids(both)[0], {"country_code": "CH"})
    assert call("run").code == 1
    said = call("held", "show", "1")
    assert '    ERP: "CH"\n' in said.out
    assert "came to nothing: what it was about has changed since" in said.out.replace("\n          ", " ")
    assert _countries(both)[0][0] == "Germany"
    said = call("held", "decide", "1", "--take", "ERP", "--seen", seen)
    assert (said.code, said.err.splitlines()[0]) == (
        2,
        "error: number 1 has changed since you saw it, so nothing was decided",
    )


@pytest.mark.usefixtures("both")
def test_many_at_once_need_a_yes(call: Call) -> None:
    call("run")
    said = call("held", "decide", "--kind", "conflict", "--take", "ERP")
    assert (said.code, said.err) == (
        2,
        "error: decide about 3 held items (#1, #2, #3): that needs a yes\n hint: give it with --yes\n",
    )
    # What somebody decided meanwhile does not give way to who means all; it does to who names it.
    assert call("held", "decide", "2", "--leave", "--by", "Ada Lovelace").code == 0
    said = call("held", "decide", "--record", "customer", "--take", "ERP", "--yes")
    assert (said.code, said.out.count("the value of ERP goes to Storefront")) == (0, 2)
    assert said.err == "left as it is: #2, --leave, decided by Ada Lovelace\n"
    assert call("held", "decide", "--kind", "conflict", "--leave", "--yes").code == 1
    said = call("held", "decide", "3", "--leave")
    assert (said.code, said.err.startswith("in place of --take ERP, decided by ")) == (0, True)
    assert call("run").code == 0
    assert call("held", "--format", "json").code == 0


def test_of_a_field_of_one_direction_only_the_side_that_feeds_it_can_be_taken(both: Both, call: Call) -> None:
    both[1].store.change("business-partners", _ids(both)[0], {"newsletter": True})
    call("run")
    held = {one["pair"]: one for one in orjson.loads(call("held", "--format", "json").out)["held"] if one["id"] <= 2}
    (number,) = (one["id"] for pair, one in held.items() if "newsletter" in pair)
    assert held["marketing_consent → newsletter"]["possible"] == ["left", "leave"]
    said = call("held", "decide", str(number), "--take", "ERP")
    assert (said.code, said.out) == (1, "")
    assert said.err == (
        f"not decided: #{number} (conflict) cannot be decided by --take ERP, only by --take Storefront or --leave\n"
    )
    assert call("held", "decide", str(number), "--take", "Storefront").code == 0
    call("run")
    assert bodies(both[1], "business-partners")[0]["newsletter"] is False


@pytest.mark.usefixtures("both")
def test_what_is_held_from_before_is_said_by_a_run_that_does_nothing(call: Call) -> None:
    call("run")
    said = call("run")
    assert (said.code, "nothing was to do\n" in said.out) == (1, True)
    assert said.err == "3 held items: see `interlock held`\n"


@pytest.mark.usefixtures("both")
def test_who_looks_after_it_and_a_sheet(call: Call, example: Path) -> None:
    call("run")
    assert call("held", "assign", "engineer", "3").out == "#3 with Katherine Johnson\n"
    said = call("held", "assign", "Katerine Johnson", "3")
    assert (said.code, said.err.splitlines()[1]) == (2, " hint: did you mean `Katherine Johnson`?")
    assert call("held", "--with", "Engineer").out.startswith("#3 ")
    assert "\n1 held item: 1 conflict; 2 more not asked for\n" in call("held", "--with", "Engineer").out
    said = call("held", "--older-than", "1 hour")
    assert (said.code, said.out) == (0, "nothing that is held fits; 3 other held items\n")
    sheet = call("held", "--format", "csv").out.splitlines()
    assert len(sheet) == 4
    assert sheet[3].endswith(",'=Norway,SE,Katherine Johnson,,")
    with (example / SETTINGS).open("a") as settings:
        settings.write('\n[environments.sandbox.held]\nassignees = { conflict = "Analyst", confict = "x" }\n')
    said = call("held")
    assert said.err == (
        "error: `environments.sandbox.held.assignees` has a key `confict` that means nothing\n"
        " hint: did you mean `conflict`?\n"
    )


MISTAKES = [
    (("decide", "1"), "one decision is needed, given: none"),
    (("decide", "1", "--retry", "--leave"), "one decision is needed, given: --retry and --leave"),
    (("decide", "--take", "ERP"), "which held items are meant is not said"),
    (("decide", "1", "--take", "Erp2"), "no system is called `Erp2`"),
    (("decide", "1", "99", "--leave"), "nothing is held under number 99"),
    (
        ("decide", "1", "--link", "x"),
        "number 1 (conflict) is not about which items are the same, so nothing ",
    ),
    (("decide", "--record", "Custom", "--leave"), "the data map has no record `Custom`"),
    (("show", "x"), "`NUMBER` is `x`, expected a whole number, 1 or more"),
    (
        ("--kind", "confict"),
        "`--kind` is `confict`, expected `conflict`, `rejected`, `in-doubt`, ",
    ),
    (("--older-than", "2"), "`--older-than`: `2` is no time; write one such as `4 hours` or `2 days`"),
]


@pytest.mark.usefixtures("both")
def test_mistakes_say_what_is_expected(call: Call) -> None:
    call("run")
    for arguments, message in MISTAKES:
        said = call("held", *arguments)
        assert (said.code, said.out) == (2, ""), arguments
        assert said.err.startswith(f"error: {message}"), said.err
    said = call("held", "decide", "1", "--approve")
    assert said.code == 1
    told = "not decided: #1 (conflict) cannot be decided by --approve, only by "
    assert said.err == f"{told}--take Storefront or --take ERP or --leave\n"


def _ids(both: Both) -> list[str]:
    return [item.id for item in both[1].store.items("business-partners")]
