"""A folder with several documents: read together, each with its own ledger, told of one after the other."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import jsonschema
import orjson
import pytest
from tests.cli.conftest import Call
from tests.cli.helpers import DOCUMENT, ROOT, change, served
from tests.cli.test_keeping import customer, partner

from interlock.errors import LedgerError
from interlock.journeys.kept_for import open_limits
from interlock.journeys.ledgers import open_ledger
from interlock.journeys.project import load
from interlock.sandbox import Sandbox

# The record has the name of one of the first document, and is something else: in one ledger the two would mix.
SECOND = """---
interlock: 1
version: 1.0.0
---

# Stock reaches the shop

## Overview

Stock of the ERP is shown in the Storefront.

## Systems

| System     | Company    | What it is          | API description                                                    |
| ---------- | ---------- | ------------------- | ------------------------------------------------------------------ |
| Storefront | Lark       | e-commerce platform | [systems/storefront.openapi.yaml](systems/storefront.openapi.yaml) |
| ERP        | Ledgerline | orders, stock       | [systems/erp.openapi.yaml](systems/erp.openapi.yaml)               |

## Owner

Ada Lovelace <ada@lark.example>, Lark. She decides.

## Data map

| Record   | Storefront | ERP            | Source of truth | Direction | On conflict          | On delete |
| -------- | ---------- | -------------- | --------------- | --------- | -------------------- | --------- |
| Customer | `products` | `stock-levels` | ERP             | ←         | source of truth wins | keep      |

| Record   | Matched by             | Create missing | Starting | How often       |
| -------- | ---------------------- | -------------- | -------- | --------------- |
| Customer | `sku` = `product_code` | never          | all      | every 2 minutes |

## Field mapping

### Customer

| Storefront       | Direction | ERP         | Rule       |
| ---------------- | --------- | ----------- | ---------- |
| `stock_quantity` | ←         | `available` | at least 0 |
"""
OTHER = "stock.interlock.md"


@pytest.fixture
def two(example: Path) -> Iterator[tuple[Sandbox, Sandbox]]:
    with served(example) as (shop, erp):
        (example / OTHER).write_text(SECOND)
        for number in (1, 2):
            shop.store.insert("customers", customer(number))
            erp.store.insert("business-partners", partner(number))
        yield shop, erp


@pytest.mark.usefixtures("two")
def test_check_reads_all_of_them_and_each_with_the_others(call: Call) -> None:
    whole = orjson.loads(call("check", "--format", "json").out)
    by_file: dict[str, set[str]] = {}
    for finding in whole["findings"]:
        by_file.setdefault(finding["place"]["file"], set()).add(finding["code"])
    assert "two-writers-of-one-field" in by_file[DOCUMENT]
    assert "two-writers-of-one-field" in by_file[OTHER]
    assert {line["file"] for line in whole["checklist"]} == {DOCUMENT, OTHER}
    jsonschema.validate(whole, orjson.loads((ROOT / "docs/schemas/findings.json").read_bytes()))
    for name in (DOCUMENT, OTHER):
        one = orjson.loads(call("check", name, "--format", "json").out)
        marks = {finding["fingerprint"] for finding in whole["findings"] if finding["place"]["file"] == name}
        assert {finding["fingerprint"] for finding in one["findings"]} == marks


@pytest.mark.usefixtures("two")
def test_what_is_asked_across_documents_names_both(call: Call) -> None:
    said = call("check", DOCUMENT).out
    assert said[: said.index("  why")] == (
        f"{DOCUMENT}:102:1: question two-writers-of-one-field\n"
        "  which document may write `stock_quantity` of `products` in `Storefront`? `stock.interlock.md`,\n"
        "  line 39 writes it, too, from the same field\n"
        "  102 | | `stock_quantity` | ←         | `available` | at least 0 |       |\n"
        "      | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n"
    )


def test_each_document_has_its_own_items(two: tuple[Sandbox, Sandbox], call: Call) -> None:
    shop, erp = two
    assert call("run", DOCUMENT).code == 0
    assert call("run", OTHER).code == 0
    again = call("run", DOCUMENT)
    assert again.code == 0
    assert again.out.endswith("\n\nnothing was to do\n0 writes\n")
    assert [item.archived or item.deleted for item in erp.store.items("business-partners")] == [False, False]
    assert [item.archived or item.deleted for item in shop.store.items("customers")] == [False, False]
    assert sorted(path.name for path in Path(".interlock").glob("*.db")) == ["sandbox.db", "sandbox.stock.db"]


@pytest.mark.usefixtures("two")
def test_status_tells_of_all(call: Call) -> None:
    call("run", DOCUMENT)
    said = call("status")
    assert said.code == 1, "the gates of the other one are open, and nothing runs there"
    first, second = said.out.split(f"\n\n{OTHER}\n")
    assert first.startswith(f"{DOCUMENT}\n")
    assert "\nsandbox at " in first
    assert first.endswith("\nnothing needs a person")
    assert "\n\nnothing has run in the environment `sandbox` yet" in second
    schema = orjson.loads((ROOT / "docs/schemas/statuses.json").read_bytes())
    for _ in range(2):
        told = orjson.loads(call("status", "--format", "json").out)
        jsonschema.validate(told, schema)
        assert [one["file"] for one in told["documents"]] == [DOCUMENT, OTHER]
        call("run", OTHER)
    assert [one["needs"] for one in told["documents"]] == [[], []]


def _ledger(name: str) -> str:
    return load(name).environment().ledger


def _run(name: str) -> None:
    project = load(name)
    open_ledger(project, project.environment()).close()


def test_a_ledger_stays_with_its_document(example: Path) -> None:
    assert _ledger(DOCUMENT) == ".interlock/sandbox.db"
    _run(DOCUMENT)
    (example / OTHER).write_text(SECOND)
    assert (_ledger(DOCUMENT), _ledger(OTHER)) == (".interlock/sandbox.db", ".interlock/sandbox.stock.db")
    _run(OTHER)
    # One that is renamed is known by what it said when it ran last.
    with_ledger = load(DOCUMENT)
    ledger = open_ledger(with_ledger, with_ledger.environment())
    ledger.set_fact("document", hashlib.sha256(with_ledger.document.text.encode()).hexdigest())
    ledger.close()
    (example / DOCUMENT).rename(example / "sales.interlock.md")
    assert _ledger("sales.interlock.md") == ".interlock/sandbox.db"
    assert _ledger(OTHER) == ".interlock/sandbox.stock.db"
    # One that is renamed and changed while there are others is not guessed.
    change(example / "sales.interlock.md", "1.0.0", "1.0.1")
    with pytest.raises(LedgerError, match=r"was kept for `orders\.interlock\.md`, which is not here"):
        _ledger("sales.interlock.md")
    (example / OTHER).unlink()
    assert _ledger("sales.interlock.md") == ".interlock/sandbox.db"


def test_the_second_document_does_not_take_the_ledger_of_one_that_is_away(example: Path) -> None:
    (example / OTHER).write_text(SECOND)
    _run(DOCUMENT)
    _run(OTHER)
    (example / DOCUMENT).unlink()
    assert _ledger(OTHER) == ".interlock/sandbox.stock.db"


def test_two_that_begin_at_the_same_time_do_not_get_one_ledger(example: Path) -> None:
    (example / OTHER).write_text(SECOND)
    first, second = load(DOCUMENT), load(OTHER)
    mine, theirs = first.environment(), second.environment()
    open_ledger(first, mine).close()
    with pytest.raises(LedgerError, match=r"`orders\.interlock\.md` has begun to run with this ledger"):
        open_ledger(second, theirs)
    assert _ledger(OTHER) == ".interlock/sandbox.stock.db"


def test_all_take_turns_by_one_file(example: Path) -> None:
    (example / OTHER).write_text(SECOND)
    names = set()
    for name in (DOCUMENT, OTHER):
        _run(name)
        project = load(name)
        limits = open_limits(project.folder, project.environment())
        limits.set_fact(name, "seen")
        names.add(limits.fact(DOCUMENT))
        limits.close()
    assert names == {"seen"}
    assert (example / ".interlock" / "sandbox.db.limits").exists()
