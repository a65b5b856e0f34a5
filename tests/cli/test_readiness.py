"""`interlock readiness`: what it prints, writes, refuses, and how it ends."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.conftest import Call
from tests.cli.helpers import DESCRIPTION, DOCUMENT, change


@pytest.mark.usefixtures("example")
def test_what_is_open_is_named_with_the_line_that_it_endangers(call: Call) -> None:
    said = call("readiness")
    assert said.code == 1
    assert "Storefront (Lark): " in said.out
    assert "protects a write against a newer one: unknown (Customer)\n  in danger line " in said.out
    assert "To Annie Easley <annie@ledgerline.example>, about the API of ERP:" in said.out
    only = call("readiness", "--system", "erp", "--questions")
    assert only.out.startswith("To Annie Easley")
    assert "Storefront" not in only.out


def test_files_by_their_ending(example: Path, call: Call) -> None:
    assert call("readiness", "-o", "report.html").err == "report.html was written\n"
    assert (example / "report.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    assert call("readiness", "-o", "report.json", "-q").code == 1
    assert json.loads((example / "report.json").read_text(encoding="utf-8"))["document"] == DOCUMENT
    said = call("readiness", "-o", "report.xyz")
    assert (said.code, said.err.splitlines()[0]) == (2, "error: no form ends in `.xyz`")
    assert call("readiness", "-o", DOCUMENT, "--format", "text").code == 2


def test_a_system_that_is_not_known(example: Path, call: Call) -> None:
    said = call("readiness", "--system", "Storfront")
    assert said.err == "error: the document names no system `Storfront`\n hint: did you mean `Storefront`?\n"
    (example / DESCRIPTION).unlink()
    said = call("readiness")
    assert said.code == 1
    assert "Storefront (Lark): nothing is known of it\n  where is the API description" in said.out


def test_a_record_that_is_not_in_the_description(example: Path, call: Call) -> None:
    change(example / DOCUMENT, "| `products`  |", "| `product`   |")
    said = call("readiness", "--system", "Storefront")
    assert "Stock: the description has no `product`; did you mean `products`?" in said.out
